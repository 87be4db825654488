/** What the dataset that comes with the playground is called; a run that names it goes on wherever the playground is. */
export const builtinName = 'Rendered People';
