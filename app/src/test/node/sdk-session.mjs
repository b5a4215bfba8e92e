// The conversation through the TypeScript SDK, which speaks the revisions with a handshake.
import { converse, planned, report } from './conversation.mjs';

await report(async () => {
  const plan = planned();
  const { Client } = await import(`${plan.sdk}/client/index.js`);
  const { StdioClientTransport } = await import(`${plan.sdk}/client/stdio.js`);
  const { StreamableHTTPClientTransport } = await import(`${plan.sdk}/client/streamableHttp.js`);
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
