/**
 * Starts the server on a free port of loopback, says which on standard output, and goes when its parent does.
 * On standard input, `forward 3` moves its clock by three seconds. With --as-shipped nothing is mended.
 */
"use strict";

const { createInterface } = require("node:readline");
const { createHttpServer } = require("@vercel/cosmosdb-server");

const server = createHttpServer({ keepAlive: true, keepAliveTimeout: 60_000 });
if (!process.argv.includes("--as-shipped")) {
  const [handle] = server.listeners("request");
  server.removeAllListeners("request").on("request", require("./mends.cjs").mended(handle));
}
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));

const now = Date.now;
let ahead = 0;
Date.now = () => now() + ahead;

createInterface({ input: process.stdin })
  .on("line", (line) => {
    ahead += Number(/^forward ([0-9.]+)$/u.exec(line)[1]) * 1000;
    process.stdout.write("forwarded\n");
  })
  .on("close", () => process.exit(0));
