// What shall become of each visit: a colleague's id, "leave" or "cancel". Unless somebody says otherwise, the first colleague
// who can take it gets it, and what nobody can take is left for somebody to look after.
import type { Departure, VisitAhead } from '../../api/words';

export type Plans = Record<string, string>;

export function suggested(visits: readonly VisitAhead[], said: Plans): Plans {
  return Object.fromEntries(
    visits.map(({ visit, begun, colleague_ids }) => {
      const plan = said[visit.id];
      const still = plan === 'leave' || plan === 'cancel' || (plan !== undefined && colleague_ids.includes(plan));
      if (begun) return [visit.id, 'leave'];
      return [visit.id, still ? plan : (colleague_ids[0] ?? 'leave')];
    }),
  );
}

export function isTold(plan: string | undefined): boolean {
  return plan !== undefined && plan !== 'leave';
}

export function planOf({ visit }: VisitAhead, plans: Plans): NonNullable<Departure['visits']>[number] {
  const plan = plans[visit.id] ?? 'leave';
  if (plan === 'leave' || plan === 'cancel') return { visit_id: visit.id, act: plan, provider_id: null };
  return { visit_id: visit.id, act: 'hand_over', provider_id: plan };
}
