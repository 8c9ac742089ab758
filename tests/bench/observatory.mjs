// Scores the portal with the Mozilla Observatory's own scanner. It asks over HTTP and HTTPS as for any site on the net,
// so this stands in front of the web server as a proxy does, with both on one port and a certificate of its own.
import { createServer as listen } from "node:net";
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { pathToFileURL } from "node:url";

const [scanner, certificate, key, port] = process.argv.slice(2);
const { scan } = await import(pathToFileURL(scanner));

function passOn(scheme) {
  return (question, answer) => {
    const headers = { ...question.headers, "x-forwarded-proto": scheme };
    const behind = http.request({ port, method: question.method, path: question.url, headers }, (found) => {
      answer.writeHead(found.statusCode, found.rawHeaders);
      found.pipe(answer);
    });
    question.pipe(behind);
  };
}

const plain = http.createServer(passOn("http"));
const secure = https.createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, passOn("https"));
const front = listen((socket) => {
  socket.on("error", () => socket.destroy());
  socket.once("data", (first) => {
    socket.pause();
    socket.unshift(first);
    // The first byte of every TLS connection.
    (first[0] === 0x16 ? secure : plain).emit("connection", socket);
    process.nextTick(() => socket.resume());
  });
});
front.listen(0, "127.0.0.1", async () => {
  const result = await scan(`localhost:${front.address().port}`);
  process.stdout.write(JSON.stringify(result));
  process.exit();
});
