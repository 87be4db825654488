import type { SavedRun } from '../runFile.ts';

/** README.md of the project. */
export function readmeText({ config, state, dataset, skeleton }: SavedRun, hasSquares: boolean): string {
  const data = hasSquares
    ? `\`squares.safetensors\` holds the people of “${dataset.name}” as the browser cut them (${dataset.train} to train on, ${dataset.validation} held out), so that the run goes on with nothing else.`
    : `The pictures of “${dataset.name}” are not in this folder: give them with \`--data\`.`;
  return `# A PoseDuel run, continued in PyTorch

Two networks: a generator draws a heatmap for each of ${skeleton.joints.length} joints, a discriminator redraws the heatmaps (Chou, Chien, Chen 2017,
"Self Adversarial Training for Human Pose Estimation"). This run has made ${state.step} steps at size “${config.preset}”; training goes on from there,
with the same losses, controller of k_t, augmentation and optimiser state.

    python -m pip install -r requirements.txt
    python train.py --steps ${state.step + 2000}

On several GPUs of one machine, or on several machines:

    torchrun --nproc_per_node=4 train.py --steps 100000 --batch 64 --amp bf16 --data /data/coco --out runs/1

| file | what it is |
|---|---|
| model.py | both networks as tables of operations, generated from the run's |
| duel.py | losses, controller and one step |
| data.py, readers.py | readers for COCO, LSP and MPII on disk; crops and augmentation |
| train.py | the loop: \`DistributedDataParallel\` under torchrun, mixed precision, checkpoints; \`--help\` tells the flags |
| weights.py, weights.safetensors | weights, optimiser slots, k_t, step; read and written without a package |
| config.json | every setting, sizes and joints; change some with \`--set lambdaG=0.2 learningRateG=0.0005\` |
| slurm.sh, pytorchjob.yaml | examples for Slurm and for Kubernetes with the training operator |

## Data

${data}

\`--data\` takes a folder in the format of COCO (\`annotations/*.json\`, pictures anywhere below), LSP (\`joints.mat\`, \`images/\`) or MPII
(\`mpii_human_pose_v1_u12_1.mat\`, \`images/\`). Joints are matched by name; those that the set lacks count as unlabelled.

## Checkpoints

\`OUT/checkpoint.safetensors\` is written every \`--save-every\` steps and when the job is told to end (SIGTERM, Ctrl-C). The same command goes on
from it. PoseDuel imports it again: “Import weights” in the page. \`OUT/metrics.jsonl\` has one line a step.

The batch is that of the run unless \`--batch\` says otherwise; it is shared by all processes. The order of pictures and the augmentation follow
from seed and step, in PyTorch's own random numbers. With batch normalisation each process uses the statistics of its own share.
`;
}

export const requirementsText = `torch>=1.13
numpy
# For pictures on disk: squares.safetensors needs neither.
pillow
scipy
`;

export const slurmText = String.raw`#!/usr/bin/env bash
#SBATCH --job-name=poseduel
#SBATCH --nodes=2
#SBATCH --ntasks-per-node=1
#SBATCH --gpus-per-node=4
#SBATCH --cpus-per-task=32
#SBATCH --time=24:00:00
#SBATCH --signal=TERM@120
#SBATCH --requeue
# sbatch slurm.sh --data /path/to/coco
# A job that ends or is moved saves first; put into the queue again, it goes on.
head=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)
srun torchrun --nnodes="$SLURM_NNODES" --nproc_per_node=4 --rdzv_id="$SLURM_JOB_ID" --rdzv_backend=c10d --rdzv_endpoint="$head:29500" \
  train.py --out runs/poseduel --batch 64 --amp bf16 --workers 7 "$@"
`;

/** `replicas` pods of one GPU each. */
const pods = (replicas: number) => `      replicas: ${replicas}
      restartPolicy: OnFailure
      template:
        spec:
          containers:
            - name: pytorch
              image: pytorch/pytorch:2.4.1-cuda12.1-cudnn9-runtime
              workingDir: /poseduel
              command: [sh, -c, "pip install -r requirements.txt && torchrun train.py --out runs/poseduel --batch 64 --amp bf16"]
              resources:
                limits:
                  nvidia.com/gpu: 1
              volumeMounts:
                - { name: project, mountPath: /poseduel }
                - { name: memory, mountPath: /dev/shm }
          volumes:
            - name: project
              persistentVolumeClaim: { claimName: poseduel }
            - name: memory
              emptyDir: { medium: Memory }
`;

export const kubernetesText = `# For the Kubeflow training operator. Put this folder into a volume that all pods mount at /poseduel.
apiVersion: kubeflow.org/v1
kind: PyTorchJob
metadata:
  name: poseduel
spec:
  nprocPerNode: "1"
  pytorchReplicaSpecs:
    Master:
${pods(1)}    Worker:
${pods(3)}`;
