-- One row a document, kept as JSON: the shapes are the domain's, the conditions are checked here.
CREATE TABLE IF NOT EXISTS documents (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL CHECK (json_valid(body)),
  -- milliseconds since the epoch; a document past this moment is as good as gone
  gone_at INTEGER NOT NULL
) WITHOUT ROWID;

-- An operator's calls, newest first.
CREATE INDEX IF NOT EXISTS calls_of_operator ON documents (
  body ->> '$.operator.id', body ->> '$.created_at' DESC, id DESC
) WHERE body ->> '$.type' = 'call';

-- Calls with events that may not have reached the audit rows yet.
CREATE INDEX IF NOT EXISTS outboxes ON documents (id)
WHERE body ->> '$.type' = 'call' AND json_array_length(body, '$.outbox') > 0;

CREATE INDEX IF NOT EXISTS documents_gone ON documents (gone_at);

-- Appended, never changed: the triggers hold everybody to it.
CREATE TABLE IF NOT EXISTS audit (
  id TEXT PRIMARY KEY,
  call_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
);
CREATE INDEX IF NOT EXISTS audit_of_call ON audit (call_id, at);
CREATE TRIGGER IF NOT EXISTS audit_never_changes BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows are appended, never changed'); END;
CREATE TRIGGER IF NOT EXISTS audit_never_goes BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows are appended, never deleted'); END;
-- REPLACE would delete without asking the trigger above; written again, a row stays as it is.
CREATE TRIGGER IF NOT EXISTS audit_never_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END;

-- Mail of the local call service; dropped with its call.
CREATE TABLE IF NOT EXISTS signals (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  call_id TEXT NOT NULL,
  sender TEXT NOT NULL,
  addressee TEXT NOT NULL,
  kind TEXT NOT NULL,
  data TEXT NOT NULL,
  sent_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS mail ON signals (call_id, addressee, seq);
