// look.js WORK FILE...: opens pages in Chromium with scripts blocked and allowed, in light, dark and at 400 px width, also
// under a policy that blocks styles. Writes screenshots to WORK and one line of JSON for each page: what is wrong with it.
'use strict';
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const LOOKS = [
  { name: 'light', colorScheme: 'light', width: 1280 },
  { name: 'dark', colorScheme: 'dark', width: 1280 },
  { name: 'narrow', colorScheme: 'light', width: 400 },
];
const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// Runs in the page. The text alternative of a picture is a title and a description that its attributes name.
function inspect() {
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > window.innerWidth) {
    const wide = [...document.body.querySelectorAll('*')]
      .filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1 && !e.closest('.scroll, pre, .skip'))
      .slice(0, 3).map((e) => e.tagName + '.' + e.className);
    wrong.push(`overflows: ${root.scrollWidth} of ${window.innerWidth} px, by ${wide}`);
  }
  const pictures = [...document.querySelectorAll('svg')];
  for (const svg of pictures) {
    const words = ['aria-labelledby', 'aria-describedby'].flatMap((name) => (svg.getAttribute(name) || '').split(' '))
      .filter((id) => id).map((id) => (document.getElementById(id) || {}).textContent || '').join(' ');
    if (svg.getAttribute('role') !== 'img' || words.length < 60) wrong.push('no text alternative: ' + words);
  }
  const levels = [...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.tagName[1]));
  levels.forEach((level, i) => { if (i > 0 && level > levels[i - 1] + 1) wrong.push('a heading is skipped at ' + i); });
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  if (new Set(ids).size !== ids.length) wrong.push('an id is there twice');
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) wrong.push('a link leads nowhere: ' + link.hash);
  }
  if (document.scripts.length > 0) wrong.push('there is a script');
  return { wrong, pictures: pictures.length, text: document.body.innerText.length };
}

function found(tool) {
  return process.env.PATH.split(path.delimiter).map((place) => path.join(place, tool)).find((file) => fs.existsSync(file));
}

async function open(browser, url, options, policy) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const wrong = [];
  page.on('request', (request) => { if (request.url() !== url) wrong.push('asks for ' + request.url()); });
  page.on('pageerror', (error) => wrong.push('error: ' + error));
  if (policy) {
    await page.route(url, async (route) => route.fulfill({
      body: fs.readFileSync(new URL(url)), contentType: 'text/html; charset=utf-8',
      headers: { 'Content-Security-Policy': policy },
    }));
  }
  await page.goto(url);
  return { context, page, wrong };
}

async function look(browser, file, work) {
  const url = 'file://' + path.resolve(file);
  const name = path.basename(path.dirname(path.resolve(file)));
  const result = { file, name, wrong: [], pictures: 0, text: 0 };
  for (const javaScriptEnabled of [false, true]) {
    for (const { name: lookName, colorScheme, width } of LOOKS) {
      const { context, page, wrong } = await open(browser, url,
        { javaScriptEnabled, colorScheme, viewport: { width, height: 900 } });
      const where = `${lookName}, scripts ${javaScriptEnabled ? 'allowed' : 'blocked'}: `;
      // What the driver evaluates runs also where the page's own scripts are blocked.
      const seen = await page.evaluate(inspect);
      Object.assign(result, { pictures: seen.pictures, text: seen.text });
      wrong.push(...seen.wrong);
      if (javaScriptEnabled) {
        await page.evaluate(() => document.querySelectorAll('details').forEach((e) => { e.open = true; }));
        wrong.push(...(await page.evaluate(inspect)).wrong);
      }
      if (javaScriptEnabled && lookName !== 'narrow') {
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
        wrong.push(...violations.map((v) => `axe: ${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 150)}`));
      }
      if (!javaScriptEnabled) {
        await page.screenshot({ path: path.join(work, `${name}-${lookName}.png`), fullPage: true });
      }
      result.wrong.push(...wrong.map((what) => where + what));
      await context.close();
    }
  }
  const strict = await open(browser, url, { viewport: { width: 1280, height: 900 } },
    "sandbox; default-src 'none'; img-src 'self'; style-src 'self'");
  await strict.page.screenshot({ path: path.join(work, `${name}-unstyled.png`), fullPage: true });
  await strict.context.close();
  return result;
}

(async () => {
  const [work, ...files] = process.argv.slice(2);
  const profile = fs.mkdtempSync(path.join(work, 'profile-'));
  const browser = await chromium.launch({
    executablePath: path.resolve(found('chromium')), args: [...FLAGS, '--disk-cache-dir=' + profile],
  });
  try {
    for (const file of files) console.log(JSON.stringify(await look(browser, file, work)));
  } finally {
    await browser.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
})().catch((error) => { console.error(error); process.exit(1); });
