import { writeFile } from 'node:fs/promises';
import { chromiumPath } from './chromium.ts';
import { expect, test } from './playground.ts';

/** A film that breaks off in its first frame: the camera does not start, or starts and stops at once; Chromium does either. */
const broken = `YUV4MPEG2 W64 H64 F2:1 Ip A1:1 C420jpeg\nFRAME\n${'x'.repeat(100)}`;

/** In browsers of their own: which cameras there are is told to the whole browser. */
const cases = [
  { what: 'is denied', devices: 1, film: null, isAllowed: false, message: 'The camera was not allowed.' },
  { what: 'is not there', devices: 0, film: null, isAllowed: true, message: 'There is no camera here.' },
  { what: 'stops', devices: 1, film: broken, isAllowed: true, message: /The camera (has stopped|is used by another program)\./ },
];

for (const { what, devices, film, isAllowed, message } of cases)
  test(`a camera that ${what}: said with the cure`, async ({ playwright, baseURL }, info) => {
    const args = ['--no-sandbox', `--use-fake-device-for-media-stream=device-count=${devices}`];
    if (film) {
      await writeFile(info.outputPath('camera.y4m'), film);
      args.push(`--use-file-for-fake-video-capture=${info.outputPath('camera.y4m')}`);
    }
    const browser = await playwright.chromium.launch({ executablePath: chromiumPath(), args });
    try {
      const context = await browser.newContext({ serviceWorkers: 'block' });
      await context.grantPermissions(isAllowed ? ['camera'] : [], { origin: new URL(baseURL!).origin });
      const page = await context.newPage();
      await page.goto(`${baseURL}/?preset=toy&view=label`);
      await page.getByRole('button', { name: 'Webcam…' }).click();
      const sheet = page.getByRole('dialog', { name: 'Take pictures' });
      await expect(sheet.getByRole('alert')).toContainText(message);
      await expect(sheet.getByRole('button', { name: 'Take 10 pictures' })).toBeDisabled();
      await sheet.getByRole('button', { name: 'Try again' }).click();
      await expect(sheet.getByRole('alert')).toContainText(message);
      await sheet.getByRole('button', { name: 'Close' }).click();
      await expect(sheet).toBeHidden();
      await expect(page.getByRole('button', { name: 'Pictures…' }), 'pictures can be chosen all the same').toBeEnabled();
    } finally {
      await browser.close();
    }
  });
