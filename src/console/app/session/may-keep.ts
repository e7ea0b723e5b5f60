import { useSession } from './session.js';

/** Whether the person may change what the lists and plans of his agencies hold. */
export function useMayKeep(): boolean {
  const { person } = useSession();
  return person.role === 'admin' || person.role === 'planner';
}
