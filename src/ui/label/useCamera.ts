import { type RefObject, useEffect, useState } from 'react';
import { type Camera, CameraError, closeCamera, listCameras, onCameraStop, openCamera } from '../../label/camera.ts';

interface CameraState {
  readonly cameras: readonly Camera[];
  readonly problem: string | null;
  readonly retry: () => void;
}

/** Shows a camera in a video element as long as `wanted`; any camera for an empty id. */
export function useCamera(video: RefObject<HTMLVideoElement | null>, id: string, wanted = true): CameraState {
  const [cameras, setCameras] = useState<readonly Camera[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks for the camera again
  useEffect(() => {
    if (!wanted) return;
    let stream: MediaStream | null = null;
    let isOver = false;
    setProblem(null);
    openCamera(id || undefined).then(
      async (opened) => {
        if (isOver) return closeCamera(opened);
        stream = opened;
        // Its own `stop` fires no such event.
        onCameraStop(opened, (error) => !isOver && setProblem(error.message));
        if (video.current) video.current.srcObject = opened;
        setCameras(await listCameras());
      },
      (error: unknown) => setProblem(error instanceof CameraError ? error.message : String(error)),
    );
    return () => {
      isOver = true;
      if (stream) closeCamera(stream);
    };
  }, [video, id, wanted, tries]);
  return { cameras, problem, retry: () => setTries(tries + 1) };
}
