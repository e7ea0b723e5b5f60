import { useSession } from './session.js';

/** Whether the person may change what is planned, and what the lists hold. */
export function useMayKeep(): boolean {
  const { person } = useSession();
  return person.role === 'admin' || person.role === 'planner';
}
