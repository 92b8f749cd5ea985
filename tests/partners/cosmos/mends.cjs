/**
 * What the package does otherwise than Cosmos DB, put right from outside, without a change to its files.
 * Each mend reaches into the package, whose version is therefore pinned; tests/partners/test_cosmos_partner.py
 * fails when one stops biting, or when the package no longer needs it.
 */
"use strict";

const { AsyncLocalStorage } = require("node:async_hooks");

const LIB = "@vercel/cosmosdb-server/lib";
const Account = require(`${LIB}/account`).default;
const Documents = require(`${LIB}/account/documents`).default;
const patches = require(`${LIB}/handler/_patch-operations`);
const writes = require(`${LIB}/handler/_document-operations`);

const LONGEST_ID_BYTES = 1023;
const LARGEST_DOCUMENT_BYTES = 2 * 1024 * 1024;
const CROSS_PARTITION = "x-ms-documentdb-query-enablecrosspartition";

/** The partition that the request in hand names in its header, if any. */
const partitionOfRequest = new AsyncLocalStorage();
/** The patch that is being judged and made. That happens without a pause, so one name is enough. */
let patchInHand;

function namedPartition(request) {
  const header = request.headers["x-ms-documentdb-partitionkey"];
  return header ? JSON.parse(header)[0] : undefined;
}

/** As shipped, a point read of what is not there answers 500, and a query finds what other partitions hold. */
function requestsStayInTheirPartition(handle) {
  return (request, response) => {
    const partition = namedPartition(request);
    if (partition !== undefined) {
      // Turns off the package's own check, which reads the missing document.
      request.headers[CROSS_PARTITION] = "True";
    }
    partitionOfRequest.run(partition, handle, request, response);
  };
}

function queriesStayInTheirPartition() {
  const query = Documents.prototype.query;
  Documents.prototype.query = function inOnePartition(...rest) {
    const partition = partitionOfRequest.getStore();
    const all = this._data;
    const isMeant = (document) =>
      (partition === undefined || this._getPartition(document) === partition) &&
      (patchInHand === undefined || document.id === patchInHand.id);
    this._data = new Map([...all].filter(([, item]) => isMeant(item.read())));
    try {
      return query.apply(this, rest);
    } finally {
      this._data = all;
    }
  };
}

/** As shipped, a predicate is turned into lower case, names and constants with it. */
function predicatesKeepTheirCase() {
  const patch = patches.patchOperation;
  patches.patchOperation = (collection, input) => {
    const condition = input.condition && `SELECT * ${input.condition}`;
    patchInHand = input;
    try {
      return patch(collection, { ...input, condition });
    } finally {
      patchInHand = undefined;
    }
  };
}

/** As shipped, nothing ever expires. */
function documentsExpire() {
  for (const name of ["create", "query", "read", "_item"]) {
    const method = Documents.prototype[name];
    Documents.prototype[name] = function swept(...rest) {
      sweep(this);
      return method.apply(this, rest);
    };
  }
}

function sweep(documents) {
  const byDefault = documents._parent.read()?.defaultTtl;
  if (byDefault === undefined || documents.isSwept) {
    return;
  }
  documents.isSwept = true;
  for (const item of [...documents._data.values()]) {
    const document = item.read();
    const ttl = document.ttl ?? byDefault;
    if (ttl > 0 && Date.now() / 1000 > document._ts + ttl) {
      documents.delete(document.id, documents._getPartition(document));
    }
  }
  documents.isSwept = false;
}

/**
 * As shipped, every id, size and time to live is taken, and any partition named for a document; and what a patch
 * puts under a parent that is not there lands in the document's root.
 */
function limitsAreKept() {
  const create = writes.createOperation;
  writes.createOperation = (collection, input) =>
    refusalOf(collection, input.resourceBody) ?? create(collection, input);
  const replace = Documents.prototype.replace;
  Documents.prototype.replace = function limited(data, original) {
    const refusal = refusalOf(this._parent, data) ?? orphanOf(patchInHand?.operations ?? [], original);
    if (refusal) {
      throw Object.assign(new Error(refusal.body.message), { badRequest: true });
    }
    return replace.call(this, data, original);
  };
}

function refusalOf(collection, document) {
  const { id, ttl } = document;
  const refused = (statusCode, message) => ({ statusCode, body: { code: "BadRequest", message } });
  const named = partitionOfRequest.getStore();
  if (typeof id !== "string" || Buffer.byteLength(id) > LONGEST_ID_BYTES || /[/\\?#]/u.test(id)) {
    return refused(400, "the id is not one");
  }
  if (ttl !== undefined && ttl !== -1 && !(Number.isInteger(ttl) && ttl > 0)) {
    return refused(400, "the time to live is not one");
  }
  if (named !== undefined && named !== collection.documents._getPartition(document)) {
    return refused(400, "the partition of the header is not the document's");
  }
  return Buffer.byteLength(JSON.stringify(document)) > LARGEST_DOCUMENT_BYTES
    ? refused(413, "the document is too large")
    : undefined;
}

/** A change whose parent is neither in the document nor made by a change before it. */
function orphanOf(operations, original) {
  const made = new Set();
  for (const { path } of operations) {
    const parents = path.split("/").slice(1, -1);
    const isThere = parents.reduce((value, name) => value?.[name], original) !== undefined;
    if (!isThere && !made.has(`/${parents.join("/")}`)) {
      return { statusCode: 400, body: { message: `there is no parent of ${path}` } };
    }
    made.add(path);
  }
  return undefined;
}

/** As shipped, the account's consistency is Session, under which the service refuses a reader who asks for Strong. */
function readsAreStrong() {
  const read = Account.prototype.read;
  Account.prototype.read = function strong() {
    return { ...read.call(this), userConsistencyPolicy: { defaultConsistencyLevel: "Strong" } };
  };
}

/** The server's way of answering, mended. */
exports.mended = (handle) => {
  queriesStayInTheirPartition();
  predicatesKeepTheirCase();
  documentsExpire();
  limitsAreKept();
  readsAreStrong();
  return requestsStayInTheirPartition(handle);
};
