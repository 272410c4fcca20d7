/**
 * From what a user wrote to the plan: scenario files (YAML, read strictly) and ad hoc targets, each with the command
 * line's settings laid over them. Level 2: imports {@code plan}, the JDK and snakeyaml-engine.
 *
 * <p>In: a path or target texts, and {@link org.conntorture.plan.LoadSettings}, into which a file is read too. Out: a
 * {@link org.conntorture.plan.RunPlan} without open questions (host names resolved, files read, defaults filled in), or
 * an IllegalArgumentException with one sentence; what is wrong with a file is a
 * {@link org.conntorture.scenario.ScenarioException} that says where.
 *
 * <p>Decisions: the node graph of the YAML library is read, not objects bound from it, because only nodes know line and
 * column. {@link org.conntorture.scenario.ScenarioFormat} is the one table of keys: it drives the reader, and a test makes
 * {@code scenarios/scenario.schema.json} of it and compares. YAML anchors, aliases and merge keys work. Numbers keep the text
 * they were written in, so that the version {@code 3.10} stays what it is.
 */
package org.conntorture.scenario;
