// Looks at the pages in a real Chromium: CANDOR USER_PATH CHROMIUM PART [FOLDER]. A part is the name of a function in parts; with a
// folder, each page that is audited is kept there as a picture. Prints what is wrong, one sentence a line, and measured times.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { hostileRows } from './hostile-rows.mjs';

const [candor, userPath, program, part, pictures] = process.argv.slice(2);
const executablePath = execFileSync('sh', ['-c', 'command -v "$0"', program], { encoding: 'utf8' }).trim();
const env = { ...process.env, USER_PATH: userPath };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIEWS = ['/', '/failures', '/agents', '/executions', '/orchestration', '/sessions', '/quarantine', '/health'];
const MAX_CRAWLED = 130;
const LIVE_TIMEOUT_MS = 10_000;

let wrong = 0;
function expect(isSo, sentence) {
  if (!isSo) {
    wrong++;
    console.log(`WRONG ${sentence}`);
  }
}

const run = (...words) => execFileSync(candor, words, { env, cwd: userPath, encoding: 'utf8' });
const link = (...flags) => JSON.parse(run('open', '--json', '--no-start', ...flags)).url;

/** What is told of rows, some of which may be refused. */
function ingest(contract, file) {
  const { stdout } = spawnSync(candor, ['ingest', '--contract', contract, '--json', file], { env, encoding: 'utf8' });
  return stdout;
}

/** A context of its own whose pages tell of everything that no page of ours may do. */
async function visitor(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('console', message => expect(!['error', 'warning'].includes(message.type()) || page.mayFail,
    `console of ${page.url()}: ${message.text()}`));
  page.on('pageerror', error => expect(false, `script of ${page.url()}: ${error.message}`));
  page.on('request', request => expect(request.url().startsWith(origin), `foreign request to ${request.url()}`));
  page.on('dialog', dialog => {
    expect(dialog.type() === 'confirm' && !page.isHostile, `dialog on ${page.url()}: ${dialog.message()}`);
    return dialog.accept();
  });
  return page;
}

async function enter(browser, ...flags) {
  const page = await visitor(browser);
  await page.goto(link(...flags));
  await page.waitForURL(`${origin}/`);
  return page;
}

async function expectToFit(page, what) {
  const [over, widest] = await page.evaluate(() => {
    const outside = [...document.querySelectorAll('body *')].find(element =>
      element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.scroll, pre, .bar ul, .skip'));
    return [document.documentElement.scrollWidth - innerWidth, outside && outside.outerHTML.slice(0, 100)];
  });
  expect(over <= 0, `${what} is ${over} px wider than the window: ${widest}`);
}

const commands = new Set();

async function audit(page, name) {
  for (const command of await page.$$eval('.how [data-copy]', all => all.map(one => one.dataset.copy))) {
    commands.add(command);
  }
  await page.evaluate(axe);
  for (const [width, scheme] of [[1280, 'light'], [1280, 'dark'], [390, 'light'], [390, 'dark']]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await expectToFit(page, `${name} at ${width} px`);
    const { violations } = await page.evaluate(() => window.axe.run());
    for (const violation of violations) {
      expect(false, `${name} ${width} ${scheme}: axe says ${violation.impact} ${violation.id} of `
        + violation.nodes.map(node => node.target.join(' ')).slice(0, 3).join(', '));
    }
    if (pictures) {
      await page.screenshot({ path: path.join(pictures, `${name}-${width}-${scheme}.png`), fullPage: width === 1280 });
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}

async function follow(page, selector, heading) {
  await page.locator(selector).first().click();
  await page.waitForLoadState();
  expect(await page.locator(heading).count() > 0, `${selector} leads to ${page.url()} without ${heading}`);
}

const parts = {
  /** From the overview to one of everything, as a person goes. */
  async views(browser) {
    const page = await enter(browser);
    for (const view of VIEWS) {
      await page.locator(`.bar nav a[href="${view}"]`).click();
      await page.waitForURL(origin + view);
      await audit(page, view === '/' ? 'overview' : view.slice(1));
    }
    const details = [
      ['/', '.tiles a', '#durations', 'runs'],
      ['/', '#items ~ .scroll tbody a.name', '#trend', 'item'],
      ['/agents', '#sessions ~ .scroll a.name', '#timeline', 'agent-session'],
      ['/executions', '#trails ~ .scroll a.name', '#trail', 'trail'],
      ['/orchestration', 'table.grid a.name', '#steps', 'repository'],
      ['/sessions', '#list ~ .scroll a.name', '#steps', 'session'],
      ['/quarantine', '#rows ~ .scroll tbody a', '#row', 'refused-row'],
    ];
    for (const [view, selector, heading, name] of details) {
      await page.goto(origin + view);
      await follow(page, selector, heading);
      await audit(page, name);
      await page.goBack();
      expect(page.url() === origin + view, `back from ${name} leads to ${page.url()}`);
    }
    await page.goto(`${origin}/sessions`);
    await follow(page, '#list ~ .scroll a.name', '#steps');
    await follow(page, 'a[href^="/sessions/report"]', 'h1');
    await page.goto(`${origin}/`);
    await page.locator('figure .data summary').click();
    const cells = await page.locator('figure .data tbody tr').last().locator('th, td').allInnerTexts();
    await follow(page, 'figure .data tbody tr:last-child a', '#runs');
    const tiles = await page.locator('.tiles dd').allInnerTexts();
    expect(tiles[0] === cells[1] && tiles[1] === `${cells[2]} failed`, `${cells} of a day lead to ${tiles.slice(0, 2)}`);
    await page.goto(`${origin}/`);
    await follow(page, '#items ~ .scroll tr:has(.kind:text-is("skill")) a.name', '#badge');
    expect(await page.locator('#badge ~ p img').evaluate(image => image.naturalWidth > 0), 'a badge is no picture');
    await page.goto(`${origin}/search?q=e`);
    expect(await page.locator('#found').count() === 1, 'the search finds nothing');
    await audit(page, 'search');
    expect(commands.size > 20, `the pages tell only ${commands.size} commands`);
    for (const command of commands) {
      // as somebody who copied it types it
      const { status, stderr } = spawnSync('sh', ['-c', `${command.replace(/^candor/, '"$0"')} > /dev/null`, candor], { env, encoding: 'utf8' });
      expect(/^candor /.test(command) && status !== 2, `${command} is no command: ${stderr}`);
    }
    console.log(`${commands.size} commands of the pages are commands`);
  },

  /** What can be done without a mouse. */
  async keyboard(browser) {
    const page = await enter(browser);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement.className) === 'skip', 'the first Tab reaches no skip link');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement.id) === 'main', 'the skip link leads nowhere');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => !!document.activeElement.closest('main a')), 'Tab after it reaches no link');
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement.type) === 'search', '/ does not reach the search');
    await page.keyboard.type('e');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${origin}/search?q=e`);
  },

  /** Who is let in, and with which form. */
  async access(browser) {
    const stranger = await visitor(browser);
    stranger.mayFail = true;
    const shows = async (address, status, words) => {
      const response = await stranger.goto(address);
      const text = await stranger.locator('main').innerText();
      expect(response.status() === status, `${address} gives ${response.status()}, not ${status}`);
      expect(text.includes('candor open') && words.test(text), `${address} says ${text}`);
    };
    await shows(`${origin}/`, 401, /link/);
    await audit(stranger, 'no-session');
    await shows(`${origin}/quarantine?code=SCHEMA`, 401, /link/);
    await shows(`${origin}/open/${'x'.repeat(43)}`, 403, /once/);
    const once = link();
    await stranger.goto(once);
    await stranger.waitForURL(`${origin}/`);
    await stranger.context().clearCookies();
    await shows(once, 403, /once/);
    const page = await enter(browser);
    await page.goto(`${origin}/quarantine`);
    const token = await page.locator('input[name=form_token]').first().getAttribute('value');
    const post = (form, headers) => page.request
      .post(`${origin}/act/replay`, { form, headers, maxRedirects: 0 }).then(response => response.status());
    const dry = { code: 'NONE', dry_run: 'true' };
    expect(await post(dry, { Origin: origin }) === 403, 'a form without a token is taken');
    expect(await post({ ...dry, form_token: 'x' }, { Origin: origin }) === 403, 'a form with a wrong token is taken');
    expect(await post({ ...dry, form_token: token }, { Origin: 'http://evil.example' }) === 403, 'a foreign form is taken');
    expect(await post({ ...dry, form_token: token }, { Origin: 'null' }) === 403, 'a form of nowhere is taken');
    expect(await post({ ...dry, form_token: token }, {}) === 403, 'a form without an origin is taken');
    expect(await post({ ...dry, form_token: token }, { Origin: origin }) === 303, 'a form of ours is refused');
    const reader = await enter(browser, '--read-only');
    for (const view of ['/quarantine', '/orchestration']) {
      await reader.goto(origin + view);
      expect(await reader.locator('form[method=post]').count() === 0, `${view} has forms for who may only read`);
    }
    const refused = await reader.request.post(`${origin}/act/replay`, { form: { ...dry, form_token: token }, headers: { Origin: origin } });
    expect(refused.status() === 403, `who may only read gets ${refused.status()}`);
  },

  /** Forms do what they say, and tell of it once. */
  async forms(browser) {
    const page = await enter(browser);
    const act = async (button, words) => {
      await page.goto(`${origin}/quarantine`);
      await follow(page, '#rows ~ .scroll tbody a', '#row');
      const address = page.url();
      const form = page.locator('form', { has: page.getByRole('button', { name: button, exact: true }) });
      if (await form.locator('[name=reason]').count() > 0) {
        await form.locator('[name=reason]').fill('not ours');
      }
      await form.getByRole('button').click();
      await page.waitForURL(`${origin}/quarantine`);
      const notice = await page.getByRole('status').innerText();
      expect(words.test(notice), `${button} says ${notice}`);
      await page.reload();
      expect(await page.getByRole('status').count() === 0, `${button} is told of twice`);
      return address;
    };
    await act('Try a replay', /^Tried, nothing was changed\. Of 1: /);
    await act('Replay', /^Of 1: .* 1 refused again/);
    const dropped = await act('Drop', /^Of 1: .* 1 dropped/);
    const press = async (button, reason) => {
      const form = page.locator('form', { has: page.getByRole('button', { name: button, exact: true }) }).first();
      if (reason) {
        await form.locator('[name=reason]').fill(reason);
      }
      // the page before has such a sentence, too
      const loaded = page.waitForEvent('load');
      await form.getByRole('button').click();
      await loaded;
      return page.getByRole('status').innerText();
    };
    await page.goto(`${origin}/sessions`);
    await follow(page, '#list ~ .scroll tr:has(.chip:text-is("complete")) a.name', '#steps');
    const session = page.url();
    const exported = await press('Export');
    expect(/^Exported \d+ events into \//.test(exported) && page.url() === session, `Export says ${exported} at ${page.url()}`);
    const verified = await press('Verify the export');
    expect(/^Verified: made again from its \d+ events and the rubric, all \d+ files of the export hold\.$/.test(verified), `Verify says ${verified}`);
    await page.goto(`${origin}/orchestration`);
    const repositories = await page.locator('#quarantined ~ ul li').count();
    const released = await press('Release', 'mended');
    expect(/^\S+ is released\.$/.test(released), `Release says ${released}`);
    expect(await page.locator('#quarantined ~ ul li').count() === repositories - 1, 'a released repository is still in quarantine');
    await page.goto(`${origin}/orchestration`);
    expect(await page.getByRole('status').count() === 0, 'Release is told of twice');
    await page.goto(dropped);
    expect((await page.locator('main').innerText()).includes('not ours'), 'a dropped row does not say why');
  },

  /** What another process records is on the page. */
  async live(browser) {
    const page = await enter(browser);
    const row = page.locator('.ticker a', { hasText: 'seen-live' });
    const followed = page.waitForResponse(`${origin}/live`);
    await page.reload();
    await followed;
    run('run', '--skill', 'seen-live', '--', 'true');
    const recorded = Date.now();
    await row.waitFor({ timeout: LIVE_TIMEOUT_MS });
    console.log(`live after ${Date.now() - recorded} ms`);
    const age = await page.locator('[data-since]').innerText();
    expect(/^, \d+ rows? since$/.test(age), `the numbers are old, and it is said so: ${age}`);
    await row.click();
    await page.waitForURL(`${origin}/item?**`);
  },

  /** Text of strangers is shown as text, wherever a link leads. */
  async hostile(browser) {
    for (const [contract, rows] of Object.entries(hostileRows(new Date()))) {
      const file = path.join(userPath, `${contract}.ndjson`);
      writeFileSync(file, rows.map(row => `${JSON.stringify(row)}\n`).join(''));
      const told = JSON.parse(ingest(contract, file));
      expect(told.accepted + told.quarantined === rows.length, `of ${rows.length} hostile rows of ${contract}: ${JSON.stringify(told)}`);
      console.log(`${contract}: ${told.accepted} hostile rows accepted, ${told.quarantined} in quarantine`);
    }
    const page = await enter(browser);
    page.isHostile = true;
    await page.setViewportSize({ width: 390, height: 900 });
    const seen = new Set();
    const waiting = [...VIEWS, '/search?q=data-x', '/search?q=%D8%B3', `/search?q=${encodeURIComponent('"><b data-x>')}`];
    while (waiting.length > 0 && seen.size < MAX_CRAWLED) {
      const address = waiting.shift();
      if (seen.has(address)) {
        continue;
      }
      seen.add(address);
      const response = await page.goto(origin + address);
      expect(response.status() === 200, `${address.slice(0, 200)} gives ${response.status()}`);
      for (const command of await page.$$eval('[data-copy]', all => all.map(one => one.dataset.copy))) {
        expect(!/^(?:[^']|'[^']*')*[;`$<>&|]/.test(command.replaceAll(`'\\''`, '')), `a shell obeys text of a row in ${command.slice(0, 200)}`);
      }
      expect(await page.locator('[data-x]').count() === 0, `an element of a row is in ${address.slice(0, 200)}`);
      expect(await page.locator('[role=alert]').count() === 0, `a part of ${address.slice(0, 200)} cannot be shown: `
        + await page.locator('[role=alert]').allInnerTexts());
      await page.evaluate(() => document.querySelectorAll('details').forEach(one => { one.open = true; }));
      if (!address.startsWith('/sessions/report')) {
        await expectToFit(page, address.slice(0, 200));
      }
      if (pictures && seen.size < 40) {
        await page.screenshot({ path: path.join(pictures, `hostile-${seen.size}.png`) });
      }
      waiting.push(...await page.evaluate(() => [...document.querySelectorAll('main a[href^="/"]')]
        .map(one => one.getAttribute('href').replace(/#.*/, ''))));
    }
    console.log(`hostile rows seen on ${seen.size} pages`);
  },
};

const server = spawn(candor, ['serve', '--port', '0'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
const origin = await new Promise((resolve, reject) => {
  let said = '';
  server.stderr.on('data', bytes => {
    said += bytes;
    const url = said.match(/http:\/\/[\w.]+:\d+/);
    if (url) {
      resolve(url[0]);
    }
  });
  server.on('exit', code => reject(new Error(`candor serve ended with ${code}: ${said}`)));
});
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  await parts[part](browser);
} finally {
  await browser.close();
  server.removeAllListeners('exit');
  server.kill();
}
process.exitCode = wrong > 0 ? 1 : 0;
