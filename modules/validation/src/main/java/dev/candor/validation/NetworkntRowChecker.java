package dev.candor.validation;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks rows by the networknt library, for every schema that {@link SchemaCompiler} leaves to it. */
final class NetworkntRowChecker implements RowChecker {
    private static final int FIRST_WORDS = 200;

    private final Schema schema;

    /**
     * Compiles the schema after checking it against its own dialect's meta-schema.
     *
     * @throws SchemaException when it is no valid schema or refers to one that is not at hand
     */
    NetworkntRowChecker(JsonValue schema, List<String> texts) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .pathType(PathType.JSON_POINTER)
                        .locale(Locale.ROOT)
                        .build()));
        this.schema = compile(registry, schema);
    }

    private static Schema compile(SchemaRegistry registry, JsonValue schema) {
        String dialect = schema instanceof ObjectValue object
                ? object.text("$schema").orElse(SchemaCompiler.DIALECT)
                : SchemaCompiler.DIALECT;
        try {
            for (Error error : registry.getSchema(SchemaLocation.of(dialect)).validate(JsonNodes.node(schema))) {
                throw new SchemaException("the schema breaks its meta-schema: "
                        + Sentences.subject(error.getInstanceLocation().toString()) + " " + error.getMessage());
            }
            Schema compiled = registry.getSchema(JsonNodes.node(schema));
            compiled.initializeValidators();
            // a reference is looked up when a row first meets it; meet them all now rather than after a run
            compiled.validate(JsonNodes.node(new ObjectValue(Map.of())));
            return compiled;
        } catch (com.networknt.schema.SchemaException e) {
            String message = String.valueOf(e.getMessage());
            throw new SchemaException("the schema cannot be used (schemas elsewhere are never fetched): "
                    + message.substring(0, Math.min(FIRST_WORDS, message.length())));
        }
    }

    private record Row(List<Violation> violations, Optional<ObjectValue> object) implements CheckedRow {
        @Override
        public Optional<String> text(String property) {
            return object.flatMap(row -> row.text(property));
        }
    }

    @Override
    public CheckedRow check(byte[] bytes, int from, int to) {
        JsonValue row;
        try {
            row = JsonValue.parse(bytes, from, to);
        } catch (JsonSyntaxException e) {
            return new Row(List.of(Sentences.noJson(e)), Optional.empty());
        }
        List<Violation> violations = schema.validate(JsonNodes.node(row)).stream()
                .limit(MAX_VIOLATIONS)
                .map(NetworkntRowChecker::violation)
                .toList();
        return new Row(violations, row instanceof ObjectValue object ? Optional.of(object) : Optional.empty());
    }

    private static Violation violation(Error error) {
        String pointer = error.getInstanceLocation().toString();
        return new Violation(
                String.valueOf(error.getKeyword()), pointer, Sentences.subject(pointer) + " " + error.getMessage());
    }
}
