// Loads each page three times in Chromium: LINK of candor open. First byte, largest paint, end, bytes with style and script.
import { chromium } from 'playwright-core';

const pages = ['/', '/failures', '/agents', '/executions', '/orchestration', '/sessions', '/quarantine', '/health',
  '/item?kind=skill&key=release-notes', '/search?q=rel'];
const link = process.argv[2].trim();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });

async function load(address) {
  await page.goto(address, { waitUntil: 'load' });
  return page.evaluate(() => new Promise((told) => {
    new PerformanceObserver((list) => {
      const [document] = performance.getEntriesByType('navigation');
      const files = performance.getEntriesByType('resource');
      told({
        first: document.responseStart,
        paint: list.getEntries().at(-1).startTime,
        end: document.responseEnd,
        bytes: files.reduce((sum, file) => sum + file.encodedBodySize, document.encodedBodySize),
      });
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  }));
}

const began = performance.now();
await page.goto(link);
await page.waitForURL((address) => address.pathname === '/', { waitUntil: 'load' });
console.log(`after candor open: ${Math.round(performance.now() - began)} ms until the first page is whole`);
console.log('page, then first byte / largest paint / end in ms, of each round; bytes');
for (const path of pages) {
  const rounds = [];
  for (let round = 0; round < 3; round++) {
    rounds.push(await load(new URL(path, link).href));
  }
  console.log(path, ...rounds.map((r) => `${Math.round(r.first)}/${Math.round(r.paint)}/${Math.round(r.end)}`), rounds[0].bytes);
}
await browser.close();
