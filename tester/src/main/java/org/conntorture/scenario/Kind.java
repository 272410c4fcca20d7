package org.conntorture.scenario;

/**
 * What may stand behind a key of a scenario file: {@link SectionReader} checks it, {@link Section} reads it, and the JSON
 * schema says the same of it.
 */
enum Kind {
    TEXT("""
            {"type": "string"}"""),
    FLAG("""
            {"type": "boolean"}"""),
    /** A whole number without a unit. */
    NUMBER("""
            {"type": "integer"}"""),
    COUNT("count", """
            {"type": ["integer", "string"], "minimum": 1, "pattern": "^[0-9]+(_[0-9]+)*(\\\\.[0-9]+)?[kKmMgG]?$",
             "description": "A whole number, or one with k, M or G for thousands."}"""),
    RATE("rate", """
            {"type": ["number", "string"], "minimum": 0, "pattern": "^[0-9]+(_[0-9]+)*(\\\\.[0-9]+)?[kKmMgG]?$"}"""),
    SIZE("size", """
            {"type": ["integer", "string"], "minimum": 0, "maximum": 1048576,
             "pattern": "^[0-9]+(_[0-9]+)*(\\\\.[0-9]+)?[kKmMgG]?$",
             "description": "Bytes, or a number with k or M of 1024."}"""),
    DURATION("duration", """
            {"type": "string", "minLength": 1,
             "pattern": "^([0-9]+(_[0-9]+)*(\\\\.[0-9]+)?h)?([0-9]+(_[0-9]+)*(\\\\.[0-9]+)?m)?([0-9]+(_[0-9]+)*(\\\\.[0-9]+)?s)?\
            ([0-9]+(_[0-9]+)*(\\\\.[0-9]+)?ms)?([0-9]+(_[0-9]+)*(\\\\.[0-9]+)?us)?$",
             "description": "Numbers with units, such as 100ms, 5s, 1h30m."}"""),
    /** A list of texts. */
    TEXTS("""
            {"type": "array", "items": {"type": "string"}}"""),
    /** A list of limits. */
    EXPECTATIONS("expectations", """
            {"type": "array", "items": {"type": "string",
             "pattern": "^ *(failures *(<|<=|==)|failure_rate *(<|<=)|[a-z-]+\\\\.(p50|p90|p99|p99\\\\.9|max|p\\\\([0-9.]+\\\\)) *(<|<=)\
            |counter\\\\([A-Za-z0-9_]+\\\\) *(<|<=|==)|no +cause|[A-Za-z0-9][A-Za-z0-9._-]* *:)",
             "description": "failures == 0, failure_rate < 0.01%, connect.p99 < 5ms, counter(TCPSynRetrans) == 0, no cause(stale-tuple)."}}"""),
    /** A mapping of names of the user's own choice to texts. */
    NAMED_TEXTS("texts", """
            {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}"""),
    /** Such a mapping, of variables of commands. */
    ENVIRONMENT("environment", """
            {"type": "object", "propertyNames": {"pattern": "^[A-Za-z_][A-Za-z0-9_]*$", "not": {"$ref": "#/$defs/testers"}},
             "additionalProperties": {"type": ["string", "number", "boolean"]}}"""),
    /** A level of its own. */
    SECTION("""
            {"type": "object"}"""),
    /** A list of such. */
    SECTIONS("""
            {"type": "array", "minItems": 1}""");

    private final String definition;
    private final String schema;

    Kind(String schema) {
        this("", schema);
    }

    Kind(String definition, String schema) {
        this.definition = definition;
        this.schema = schema;
    }

    /** Name of its part of the schema that keys refer to, or empty for none. */
    String definition() {
        return definition;
    }

    /** JSON schema of a value. */
    String schema() {
        return schema;
    }
}
