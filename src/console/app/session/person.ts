import { type Schemas } from '../api/client.js';

/** Who is signed in. */
export type Person = Schemas['PersonResponse'];
export type Role = Person['role'];
