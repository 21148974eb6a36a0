/**
 * `endpoint:<name>/<model>`. A model id has fewer characters than servers give their models: each byte of another one
 * becomes `@` and two hex digits, so that no two names have the same id.
 */
export function endpointModelId(endpointName: string, modelName: string): string {
  const model = modelName.replace(/[^A-Za-z0-9._:/-]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `@${byte.toString(16).padStart(2, '0')}`).join(''),
  )
  return `endpoint:${endpointName}/${model}`
}
