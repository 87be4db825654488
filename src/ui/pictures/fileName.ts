/** A name that every file system takes, from words: "poseduel-how-well-d-redraws-step-60.svg". */
export function fileName(words: readonly string[], ending: string): string {
  const plain = words
    .join(' ')
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f’']/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replaceAll(/^-+|-+$/g, '');
  return `poseduel-${plain || 'picture'}.${ending}`;
}
