// look.js [--once] WORK FILE...: opens pages in Chromium with scripts blocked and allowed, in light, dark and at 400 px width,
// also under a policy that blocks styles; with --once at 400 px alone, with scripts allowed. Writes screenshots to WORK and one
// line of JSON for each page: what is wrong with it.
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
  return { wrong, pictures: pictures.length };
}

// Runs in the page, of which nothing may be hidden where no style applies.
function shown() {
  const sizes = [...document.querySelectorAll('svg')].map((svg) => svg.getBoundingClientRect());
  return { text: document.body.innerText.replace(/\s+/g, '').length, small: sizes.filter((size) => size.width < 50 || size.height < 10).length };
}

function unfold() {
  document.querySelectorAll('details').forEach((e) => { e.open = true; });
}

async function examine(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  return violations.map((v) => `axe: ${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 150)}`);
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

async function turn(page, { colorScheme, width }) {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 900 });
}

// As a build server shows it. What the driver evaluates runs also where the page's own scripts are blocked.
async function lookBlocked(browser, url, screenshot) {
  const { context, page, wrong } = await open(browser, url, { javaScriptEnabled: false });
  for (const one of LOOKS) {
    await turn(page, one);
    wrong.push(...(await page.evaluate(inspect)).wrong.map((what) => `${one.name}: ${what}`));
    await page.screenshot({ path: screenshot(one.name), fullPage: true });
  }
  await context.close();
  return wrong.map((what) => 'scripts blocked: ' + what);
}

async function lookAllowed(browser, url, looks) {
  const { context, page, wrong } = await open(browser, url, {});
  await page.evaluate(unfold);
  let pictures = 0;
  for (const one of looks) {
    await turn(page, one);
    const seen = await page.evaluate(inspect);
    pictures = seen.pictures;
    const examined = looks.length > 1 && one.name === 'narrow' ? [] : await examine(page);
    wrong.push(...[...seen.wrong, ...examined].map((what) => `${one.name}: ${what}`));
  }
  const { text } = await page.evaluate(shown);
  await context.close();
  return { pictures, text, wrong: wrong.map((what) => 'scripts allowed: ' + what) };
}

async function lookUnstyled(browser, url, screenshot, styled) {
  const { context, page, wrong } = await open(browser, url, { viewport: { width: 1280, height: 900 } },
    "sandbox; default-src 'none'; img-src 'self'; style-src 'self'");
  await page.screenshot({ path: screenshot('unstyled'), fullPage: true });
  if (await page.evaluate(() => getComputedStyle(document.querySelector('nav ul')).display) !== 'block') wrong.push('styles apply');
  await page.evaluate(unfold);
  const { text, small } = await page.evaluate(shown);
  if (text < styled.text) wrong.push(`${text} of ${styled.text} characters are shown`);
  if (small > 0) wrong.push(`${small} pictures have no size`);
  await context.close();
  return wrong.map((what) => 'styles blocked: ' + what);
}

async function look(browser, file, work, once) {
  const url = 'file://' + path.resolve(file);
  const name = path.basename(path.dirname(path.resolve(file)));
  const screenshot = (look) => path.join(work, `${name}-${look}.png`);
  const seen = await lookAllowed(browser, url, once ? LOOKS.filter((one) => one.name === 'narrow') : LOOKS);
  if (!once) {
    seen.wrong.push(...await lookBlocked(browser, url, screenshot), ...await lookUnstyled(browser, url, screenshot, seen));
  }
  return { file, name, ...seen };
}

(async () => {
  const once = process.argv[2] === '--once';
  const [work, ...files] = process.argv.slice(once ? 3 : 2);
  const profile = fs.mkdtempSync(path.join(work, 'profile-'));
  const browser = await chromium.launch({
    executablePath: path.resolve(found('chromium')), args: [...FLAGS, '--disk-cache-dir=' + profile],
  });
  try {
    const looks = async () => {
      while (files.length > 0) console.log(JSON.stringify(await look(browser, files.shift(), work, once)));
    };
    await Promise.all([looks(), looks()]);
  } finally {
    await browser.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
})().catch((error) => { console.error(error); process.exit(1); });
