/** Why there is no picture of a camera, for the interface to say what to do. */
export type CameraProblem = 'insecure' | 'denied' | 'none' | 'busy' | 'stopped' | 'unknown';

export class CameraError extends Error {
  readonly code: CameraProblem;
  constructor(code: CameraProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CameraError';
    this.code = code;
  }
}

/** A camera's stream; any camera without an id. @throws CameraError */
export async function openCamera(deviceId?: string): Promise<MediaStream> {
  // Pages that are not served securely have no such object.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices?.getUserMedia) throw new CameraError('insecure', 'Cameras are open only to pages served over HTTPS or from this machine.');
  try {
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    return await devices.getUserMedia({ audio: false, video: deviceId ? { ...size, deviceId: { exact: deviceId } } : size });
  } catch (error) {
    throw cameraErrorOf(error);
  }
}

/** What `getUserMedia` rejects with (Media Capture and Streams, 10.2), in words. */
export function cameraErrorOf(error: unknown): CameraError {
  const name = error instanceof Error ? error.name : '';
  const as = (code: CameraProblem, message: string) => new CameraError(code, message, { cause: error });
  if (name === 'NotAllowedError' || name === 'SecurityError')
    return as('denied', 'The camera was not allowed. Allow it in the address bar’s permissions, then try again.');
  if (name === 'NotFoundError' || name === 'OverconstrainedError')
    return as('none', 'There is no camera here. Plug one in, or drop pictures instead.');
  if (name === 'NotReadableError' || name === 'AbortError')
    return as('busy', 'The camera is used by another program. Close it there, then try again.');
  return as('unknown', `The camera does not start: ${error instanceof Error ? error.message : String(error)}`);
}

/** Calls back when a camera stops by itself, at once if it has. */
export function onCameraStop(stream: MediaStream, stopped: (error: CameraError) => void): void {
  const tell = () =>
    stopped(new CameraError('stopped', 'The camera has stopped. It was unplugged, or another program has taken it: try again.'));
  for (const track of stream.getTracks()) {
    if (track.readyState === 'ended') tell();
    else track.addEventListener('ended', tell);
  }
}

export interface Camera {
  readonly id: string;
  readonly title: string;
}

/** The cameras; their names are known only once one of them was allowed. */
export async function listCameras(): Promise<Camera[]> {
  const all = await navigator.mediaDevices.enumerateDevices();
  return all
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }, i) => ({ id: deviceId, title: label || `Camera ${i + 1}` }));
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
