// The conversation through the TypeScript client of today's revision, which also speaks the older ones.
import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { converse, planned, report } from './conversation.mjs';

const TODAY = '2026-07-28';
const MODES = { auto: 'auto', legacy: 'legacy', modern: { pin: TODAY } };

await report(async () => {
  const plan = planned();
  const client = new Client(
    { name: 'candor-client-session', version: '1.0.0' },
    { versionNegotiation: { mode: MODES[plan.era] } },
  );
  await client.connect(
    plan.url
      ? new StreamableHTTPClientTransport(new URL(plan.url), {
          requestInit: { headers: { Authorization: `Bearer ${process.env.CANDOR_TOKEN}` } },
        })
      : new StdioClientTransport({ command: plan.candor, args: ['mcp'], cwd: plan.project, env: process.env }),
  );
  try {
    const revision = client.getNegotiatedProtocolVersion();
    assert.equal(revision, plan.era === 'legacy' ? '2025-11-25' : TODAY);
    const call = (params, options) => client.callTool(params, options);
    // whatever the revision, this client says it with today's code
    return { revision, ...(await converse({ client, call, plan, noResource: -32602 })) };
  } finally {
    await client.close();
  }
});
