/**
 * SQL that says where the name of a row's agency stands in a list, for lists that other rooms sort by it.
 * @param column the agency's id, as the query's alias has it (`plan.agencyId`)
 */
export const agencyNameOrder = (column: string): string =>
  `(SELECT named.name_order FROM agencies named WHERE named.id = ${column})`;
