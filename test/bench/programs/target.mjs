// A receiver in a process of its own: answers with the status that its parent last told, and says how many requests came.
import { createServer } from 'node:http';

let status = 200;
let count = 0;
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    count += 1;
    response.writeHead(status, { 'content-length': 2 });
    response.end('ok');
  });
});
process.on('message', (/** @type {{ status: number }} */ order) => {
  process.send?.({ count });
  count = 0;
  status = order.status;
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: address !== null && typeof address === 'object' ? address.port : 0 });
});
