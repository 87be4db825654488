import { coco } from './coco.ts';
import { csv } from './csv.ts';
import type { Exporter } from './exporter.ts';
import { onnx } from './onnx/exporter.ts';
import { pytorch } from './pytorch/exporter.ts';
import { poseduel } from './runFileExporter.ts';
import { safetensors } from './safetensorsExporter.ts';
import { tensorboard } from './tensorboard/exporter.ts';
import { tfjs } from './tfjs/exporter.ts';

/** Every way out, in the order in which it is offered. */
export const exporters: readonly Exporter[] = [poseduel, safetensors, onnx, tfjs, coco, csv, tensorboard, pytorch];
