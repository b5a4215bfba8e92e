package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What ships, and behind it what the conformance suite calls. */
public final class CombinedFeatures {
    private CombinedFeatures() {}

    public static Features withSuite(Features shipped) {
        return new Features(
                new Tools(shipped.tools(), new SuiteTools()),
                new Prompts(shipped.prompts(), new SuitePrompts()),
                new Resources(shipped.resources(), new SuiteResources()));
    }

    private static List<ObjectValue> both(List<ObjectValue> shipped, List<ObjectValue> suite) {
        return Stream.concat(shipped.stream(), suite.stream()).toList();
    }

    private static boolean holds(List<ObjectValue> list, String name) {
        return list.stream().anyMatch(item -> item.text("name").equals(Optional.of(name)));
    }

    private record Tools(ToolFeature shipped, ToolFeature suite) implements ToolFeature {
        @Override
        public List<ObjectValue> list() {
            return both(shipped.list(), suite.list());
        }

        @Override
        public ObjectValue call(String name, ObjectValue arguments, CallContext context) throws McpError {
            return (holds(suite.list(), name) ? suite : shipped).call(name, arguments, context);
        }
    }

    private record Prompts(PromptFeature shipped, PromptFeature suite) implements PromptFeature {
        @Override
        public List<ObjectValue> list() {
            return both(shipped.list(), suite.list());
        }

        @Override
        public ObjectValue get(String name, Map<String, String> arguments) throws McpError {
            return owner(name).get(name, arguments);
        }

        @Override
        public List<String> complete(String name, String argument, String typed) throws McpError {
            return owner(name).complete(name, argument, typed);
        }

        private PromptFeature owner(String name) {
            return holds(suite.list(), name) ? suite : shipped;
        }
    }

    private record Resources(ResourceFeature shipped, SuiteResources suite) implements ResourceFeature {
        @Override
        public List<ObjectValue> list() {
            return both(shipped.list(), suite.list());
        }

        @Override
        public List<ObjectValue> templates() {
            return both(shipped.templates(), suite.templates());
        }

        @Override
        public Reading read(String uri) throws McpError {
            return suite.list().stream().anyMatch(item -> item.text("uri").equals(Optional.of(uri)))
                            || uri.startsWith("test://template/")
                    ? suite.read(uri)
                    : shipped.read(uri);
        }

        @Override
        public List<String> complete(String template, String variable, String typed) throws McpError {
            return template.startsWith(SuiteResources.SCHEME)
                    ? suite.complete(template, variable, typed)
                    : shipped.complete(template, variable, typed);
        }
    }
}
