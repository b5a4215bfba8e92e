// The conversation through the TypeScript SDK, which speaks the revisions with a handshake.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { converse, planned, report } from './conversation.mjs';

await report(async () => {
  const plan = planned();
  const client = new Client({ name: 'candor-sdk-session', version: '1.0.0' });
  await client.connect(
    plan.url
      ? new StreamableHTTPClientTransport(new URL(plan.url), {
          requestInit: { headers: { Authorization: `Bearer ${process.env.CANDOR_TOKEN}` } },
        })
      : new StdioClientTransport({ command: plan.candor, args: ['mcp'], cwd: plan.project, env: process.env }),
  );
  try {
    await client.ping();
    const call = (params, options) => client.callTool(params, undefined, options);
    return await converse({ client, call, plan, noResource: -32002 });
  } finally {
    await client.close();
  }
});
