export const TYPES: string;
export function apiTypes(): Promise<string>;
