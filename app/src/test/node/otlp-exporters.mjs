// Sends log records as Codex would with OpenTelemetry's own exporters: ENCODING COMPRESSION COUNT FAULTS.
// A proxy stands between, which answers the first requests with 503 (Retry-After: 1) and hands on all others; so many as FAULTS
// says. Prints what came back, as JSON.
import http from 'node:http';
import { OTLPLogExporter as JsonExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';

const [encoding, compression, count, faults] = process.argv.slice(2);
const hub = new URL(process.env.CANDOR_SERVER);
const statuses = [];
let toRefuse = Number(faults);

const proxy = http.createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part));
  request.on('end', () => {
    if (toRefuse > 0) {
      toRefuse--;
      statuses.push(503);
      response.writeHead(503, { 'Retry-After': '1' }).end();
      return;
    }
    const headers = { ...request.headers, host: hub.host };
    const onward = http.request(hub, { method: request.method, path: request.url, headers }, answer => {
      statuses.push(answer.statusCode);
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.end(Buffer.concat(parts));
  });
});
await new Promise(resolve => proxy.listen(0, '127.0.0.1', resolve));

const Exporter = encoding === 'protobuf' ? ProtobufExporter : JsonExporter;
const exporter = new Exporter({
  url: `http://127.0.0.1:${proxy.address().port}/v1/logs`,
  headers: { Authorization: `Bearer ${process.env.CANDOR_TOKEN}` },
  compression,
});
const results = [];
const send = exporter.export.bind(exporter);
exporter.export = (records, done) =>
  send(records, result => {
    results.push(result.code === 0 ? 'success' : String(result.error));
    done(result);
  });
const provider = new LoggerProvider({
  resource: resourceFromAttributes({ 'service.name': 'codex_exec', 'service.version': '0.171.0' }),
  processors: [new BatchLogRecordProcessor({ exporter, maxExportBatchSize: 512, maxQueueSize: 100000 })],
});
const logger = provider.getLogger('exporter');
for (let i = 0; i < Number(count); i++) {
  logger.emit({
    timestamp: 1795946400000 + i,
    body: 'my secret prompt',
    attributes: {
      'event.name': 'codex.tool_result',
      'conversation.id': 'exporter',
      tool_name: 'exec_command',
      call_id: `call_${encoding}_${compression}_${i}`,
      duration_ms: '5',
      success: 'true',
      arguments: '{"cmd":"my secret argument"}',
      output: `Chunk ID: 1\nProcess exited with code ${i % 2}\nOutput:\nmy secret output\n`,
    },
  });
}
await provider.forceFlush();
await provider.shutdown();
proxy.close();
console.log(JSON.stringify({ statuses, results }));
