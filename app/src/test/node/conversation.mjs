// What an agent does with Candor, said once for every client: it asserts as it goes, and gives what it saw.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PROMPTS = ['telemetry_clear', 'telemetry_disable', 'telemetry_enable', 'telemetry_export', 'telemetry_status'];
const TEMPLATES = ['candor://contracts/{id}/{version}', 'candor://items/{item_id}'];
const STATUS = 'candor://status';
const PATIENCE_MS = 20_000;
const STEP_MS = 10_000;
const INVALID_PARAMS = -32602;

/** The plan of the conversation, which the test that starts it gives as the one argument. */
export function planned() {
  return JSON.parse(process.argv[2]);
}

/** Prints what was seen, or what was not as expected. */
export async function report(conversation) {
  try {
    console.log(JSON.stringify(await conversation()));
    process.exitCode = 0;
  } catch (deviation) {
    console.error(deviation);
    process.exitCode = 1;
  }
}

/**
 * Talks with a server that a client is connected to.
 *
 * @param client of either library: what is used here is the same in both, but for the calls of tools
 * @param call calls a tool: (params, options) => result
 * @param plan `project`: a folder whose items the server may run; `home`: the home folder of the server
 * @param noResource the code that this client gives the error about a resource that is not there
 */
export async function converse({ client, call, plan, noResource }) {
  const tool = async (name, args, options) => succeeded(await call({ name, arguments: args }, options));
  writeItems(plan);
  const seen = { server: client.getServerVersion().name };
  seen.tools = await listTools(client);
  assert.equal((await tool('configure_telemetry', { enabled: true })).enabled, true);
  seen.progress = await runAnItem(tool, plan);
  await completeAndRead(client, seen);
  await callWithNulls(tool);
  await getPrompts(client, plan, seen);
  await exportAndClear(tool);
  seen.endedAfterMs = await cancelARun(tool, plan);
  await hearOfMistakes(client, call, noResource);
  return seen;
}

function succeeded(result) {
  assert.ok(!result.isError, `no error: ${JSON.stringify(result)}`);
  assert.equal(result.content[0].type, 'text');
  assert.ok(result.content[0].text.length > 0, 'a text to read');
  return result.structuredContent;
}

function writeItems({ project }) {
  const folder = join(project, '.ai', 'tools');
  mkdirSync(folder, { recursive: true });
  const item = (name, ...lines) =>
    writeFileSync(join(folder, `${name}.sh`), ['#!/bin/sh', '# version: 1.0.0', ...lines, ''].join('\n'));
  // a step is over when its report has come, however long that takes; without one, when patience would have ended
  item(
    'steps',
    'for step in 1 2 3; do',
    '  echo "step $step"',
    '  waits=0',
    `  while [ ! -e "$HOME/told-$step" ] && [ $waits -lt ${STEP_MS / 20} ]; do sleep 0.02; waits=$((waits + 1)); done`,
    'done',
  );
  item(
    'endless',
    'sleep 300 &',
    'echo "$$ $!" > "$HOME/pids.part"',
    'mv "$HOME/pids.part" "$HOME/pids"',
    'echo waiting',
    'wait',
  );
}

const run = (item_id, { project }) => ({ item_type: 'tool', item_id, project_path: project });

async function listTools(client) {
  const { tools } = await client.listTools();
  for (const tool of tools) {
    assert.ok(tool.title && tool.description, `${tool.name} says what it is`);
    assert.equal(tool.inputSchema.type, 'object');
    assert.equal(tool.outputSchema.type, 'object');
    assert.equal(typeof tool.annotations.readOnlyHint, 'boolean');
  }
  return tools.map((tool) => tool.name);
}

/** As code that is generated from a schema calls: null for whatever is not given. */
async function callWithNulls(tool) {
  const run = { item_id: 'nulls@1', item_type: 'tool', outcome: 'success', duration_ms: 5 };
  const recorded = await tool('record_execution', { ...run, error: null, path: null, http_calls: null });
  assert.equal(recorded.recorded, 1);
  const status = await tool('telemetry_status', { item_id: 'nulls@1', limit: null, after: null });
  assert.equal(status.item.total_runs, 1);
  assert.equal((await tool('list_trails', { actor: null, outcome: null, since: null, limit: 3 })).total, 0);
}

async function runAnItem(tool, plan) {
  const progress = [];
  const onprogress = (told) => {
    progress.push(told);
    const [, step] = /step (\d)/.exec(told.message) ?? [];
    if (step) writeFileSync(join(plan.home, `told-${step}`), '');
  };
  const result = await tool('run_with_telemetry', run('steps', plan), { onprogress });
  assert.equal(result.outcome, 'success');
  assert.equal(result.stdout, 'step 1\nstep 2\nstep 3\n');
  assert.equal(result.recorded, true);
  progress.forEach((told, index) => {
    assert.ok(told.message.length > 0, 'progress has a message');
    assert.ok(index === 0 || told.progress > progress[index - 1].progress, 'progress increases');
  });
  for (const line of ['step 1', 'step 2', 'step 3']) {
    assert.ok(
      progress.some((told) => told.message.includes(line)),
      `progress has each last line, found ${JSON.stringify(progress)}`,
    );
  }
  const status = await tool('telemetry_status', { item_id: 'steps' });
  assert.equal(status.item.total_runs, 1);
  return progress.length;
}

async function completeAndRead(client, seen) {
  const { resources } = await client.listResources();
  const { resourceTemplates } = await client.listResourceTemplates();
  seen.resources = resources.map((resource) => resource.uri);
  seen.templates = resourceTemplates.map((template) => template.uriTemplate);
  assert.ok(seen.resources.includes(STATUS));
  assert.deepEqual([...seen.templates].sort(), TEMPLATES);
  const { completion } = await client.complete({
    ref: { type: 'ref/resource', uri: 'candor://items/{item_id}' },
    argument: { name: 'item_id', value: 'ste' },
  });
  assert.deepEqual(completion.values, ['steps']);
  for (const uri of [...seen.resources, 'candor://items/steps']) {
    const { contents } = await client.readResource({ uri });
    assert.equal(contents[0].uri, uri);
    assert.equal(typeof JSON.parse(contents[0].text), 'object');
  }
}

async function getPrompts(client, { project }, seen) {
  const { prompts } = await client.listPrompts();
  seen.prompts = prompts.map((prompt) => prompt.name);
  assert.deepEqual([...seen.prompts].sort(), PROMPTS);
  const known = { item_id: 'steps', project_path: project };
  for (const prompt of prompts) {
    const required = (prompt.arguments ?? []).filter((argument) => argument.required);
    const { messages } = await client.getPrompt({
      name: prompt.name,
      arguments: Object.fromEntries(required.map(({ name }) => [name, known[name]])),
    });
    assert.ok(messages[0].content.text.length > 0, `${prompt.name} says something`);
  }
}

async function exportAndClear(tool) {
  const { telemetry } = await tool('export_telemetry', { item_id: 'steps' });
  assert.equal(telemetry.total_runs, 1);
  assert.equal((await tool('clear_telemetry', { item_id: 'steps' })).cleared, 1);
  assert.equal((await tool('telemetry_status', { item_id: 'steps' })).item, null);
}

async function cancelARun(tool, plan) {
  const pids = join(plan.home, 'pids');
  const cancel = new AbortController();
  const running = tool('run_with_telemetry', run('endless', plan), { signal: cancel.signal, timeout: 600_000 });
  const refused = assert.rejects(running, 'a cancelled call has no result');
  await until(() => existsSync(pids), 'the item has begun');
  const processes = readFileSync(pids, 'utf8').trim().split(' ').map(Number);
  assert.equal(processes.length, 2);
  const cancelled = performance.now();
  cancel.abort('the user changed their mind');
  await refused;
  await until(() => processes.every(isGone), `the processes ${processes} have ended`);
  const endedAfterMs = Math.round(performance.now() - cancelled);
  await until(async () => {
    const { item } = await tool('telemetry_status', { item_id: 'endless' });
    return item?.last_outcome === 'cancelled' && item.total_runs === 1;
  }, 'the run is recorded as cancelled');
  return endedAfterMs;
}

function isGone(pid) {
  try {
    process.kill(pid, 0);
    return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return true;
  }
}

async function until(condition, what) {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    assert.ok(performance.now() < deadline, `expected within ${PATIENCE_MS} ms: ${what}`);
    await new Promise((next) => setTimeout(next, 10));
  }
}

async function hearOfMistakes(client, call, noResource) {
  const result = await call({ name: 'telemetry_status', arguments: { nonsense: true } });
  assert.equal(result.isError, true);
  assert.match(result.content[0].text, /nonsense/);
  await assert.rejects(call({ name: 'no_such_tool', arguments: {} }), { code: INVALID_PARAMS });
  await assert.rejects(client.getPrompt({ name: 'no_such_prompt' }), { code: INVALID_PARAMS });
  await assert.rejects(client.readResource({ uri: 'candor://no_such_resource' }), { code: noResource });
}
