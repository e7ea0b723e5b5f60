import { expect } from '@jest/globals';
import { type DataSource } from 'typeorm';

/**
 * That each inspection has its one visit, where, when and by whom the inspection says, and that it counts exactly where the
 * inspection is not void; and that no visit is of an inspection that is not there. Asked of the tables, past all services.
 */
export async function expectVisitsToAgree(dataSource: DataSource): Promise<void> {
  const wrong = await dataSource.query(
    `SELECT i.id AS inspection, i.state AS state, i.visit_from AS planned, i.visited_on AS visited, v.id AS visit,
            v.first_day AS firstDay, v.retired_at AS withdrawn
       FROM inspections i JOIN targets t ON t.id = i.target_id LEFT JOIN visits v ON v.inspection_id = i.id
      WHERE v.id IS NULL OR (i.state = 'voided') <> (v.retired_at IS NOT NULL)
         OR v.first_day <> CASE WHEN i.visited_on IS NULL THEN i.visit_from ELSE i.visited_on END
         OR v.agency_id <> i.agency_id OR v.target_id <> i.target_id OR v.draw_id <> i.draw_id
         OR v.target_code <> t.code OR v.kind <> 'random' OR v.entered IS NOT NULL`,
  );
  expect(wrong).toEqual([]);
  const [counts] = await dataSource.query(
    'SELECT (SELECT COUNT(*) FROM inspections) AS inspections, (SELECT COUNT(*) FROM visits WHERE inspection_id IS NOT NULL) AS visits',
  );
  expect(Number(counts.visits)).toBe(Number(counts.inspections));
}
