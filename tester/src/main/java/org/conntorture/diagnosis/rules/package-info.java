/**
 * What is known of causes: one class a family, one row a cause in {@link org.conntorture.diagnosis.rules.Rules}. Level 3:
 * imports what {@code diagnosis} imports. Data in: a {@link org.conntorture.diagnosis.CaseFile}; data out: an {@link
 * org.conntorture.diagnosis.Assessment} of one cause.
 *
 * <p>Decided: a rule is a pure function of the case file. Only the table and {@code diagnosis.Diagnostician}, which goes
 * through it, know the order of the rules.
 */
package org.conntorture.diagnosis.rules;
