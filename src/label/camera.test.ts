import { expect, test } from 'vitest';
import { CameraError, cameraErrorOf } from './camera.ts';

test.each([
  ['NotAllowedError', 'denied', 'Allow it'],
  ['SecurityError', 'denied', 'Allow it'],
  ['NotFoundError', 'none', 'Plug one in'],
  ['OverconstrainedError', 'none', 'Plug one in'],
  ['NotReadableError', 'busy', 'Close it there'],
  ['AbortError', 'busy', 'Close it there'],
  ['OtherError', 'unknown', 'Out of cheese'],
])('%s of a camera is “%s”, with what to do', (name, code, cure) => {
  const error = cameraErrorOf(new DOMException('Out of cheese', name));
  expect(error).toBeInstanceOf(CameraError);
  expect(error).toMatchObject({ code, message: expect.stringContaining(cure), cause: { name } });
});
