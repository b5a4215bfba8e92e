package dev.candor.agents.internal.setup;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing of ours in a file of JSON. */
sealed interface JsonPart extends SettingsFile.Part<JsonEditor> {
    /** Removes what is empty at a path and was not there before, then what that leaves empty. */
    private static void removeEmpty(List<String> path, JsonEditor editor, JsonEditor before)
            throws BrokenSettingsException {
        for (List<String> at = path; !at.isEmpty(); at = at.subList(0, at.size() - 1)) {
            Optional<JsonValue> value = editor.value(at);
            boolean isEmpty = value.equals(Optional.of(new ObjectValue(Map.of())))
                    || value.equals(Optional.of(JsonValue.of(List.of())));
            if (!isEmpty || before.value(at).isPresent()) {
                return;
            }
            editor.remove(at);
        }
    }

    private static void restore(List<String> path, JsonEditor editor, JsonEditor before)
            throws BrokenSettingsException {
        Optional<JsonValue> old = before.value(path);
        if (old.isPresent()) {
            editor.set(path, old.get());
        } else {
            editor.remove(path);
        }
    }

    private static List<String> below(List<String> path, String name) {
        List<String> more = new ArrayList<>(path);
        more.add(name);
        return more;
    }

    /**
     * A hook.
     *
     * @param path of the array of an event's hooks
     * @param entry what is added to it
     * @param command ours, which the entry holds
     */
    record Hook(List<String> path, ObjectValue entry, String agent, String command) implements JsonPart {
        private static final List<String> COMMANDS = List.of("command", "bash");

        /** Where a command of ours stands below the array, and what it is. */
        private record Place(List<String> handler, String member, String command) {}

        private List<Place> places(JsonEditor editor) throws BrokenSettingsException {
            List<Place> places = new ArrayList<>();
            List<JsonValue> items = editor.items(path);
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i) instanceof ObjectValue item) {
                    place(item, List.of(Integer.toString(i))).ifPresent(places::add);
                    List<JsonValue> inner =
                            item.member("hooks").orElse(JsonValue.of(List.of())) instanceof ArrayValue array
                                    ? array.items()
                                    : List.of();
                    for (int j = 0; j < inner.size(); j++) {
                        if (inner.get(j) instanceof ObjectValue handler) {
                            place(handler, List.of(Integer.toString(i), "hooks", Integer.toString(j)))
                                    .ifPresent(places::add);
                        }
                    }
                }
            }
            return places;
        }

        private Optional<Place> place(ObjectValue handler, List<String> at) {
            return COMMANDS.stream()
                    .filter(member -> handler.members().get(member) instanceof StringValue text
                            && OwnCommand.isHook(text.text(), agent))
                    .map(member -> new Place(at, member, handler.text(member).orElseThrow()))
                    .findFirst();
        }

        @Override
        public Optional<String> put(JsonEditor editor) throws BrokenSettingsException {
            List<Place> places = places(editor);
            if (places.isEmpty()) {
                editor.append(path, entry);
            } else if (places.stream().noneMatch(place -> place.command().equals(command))) {
                // of a launcher that stood elsewhere; times and matchers that somebody set stay
                Place first = places.getFirst();
                editor.replaceBelow(path, below(first.handler(), first.member()), JsonValue.of(command));
            }
            return Optional.empty();
        }

        @Override
        public List<String> commands(JsonEditor editor) throws BrokenSettingsException {
            return places(editor).stream().map(Place::command).toList();
        }

        @Override
        public void take(JsonEditor editor, JsonEditor before) throws BrokenSettingsException {
            List<String> own = commands(before);
            for (Place place : places(editor).reversed()) {
                if (own.contains(place.command())) {
                    // somebody wrote it there before we came
                    continue;
                }
                editor.removeBelow(path, place.handler());
                if (place.handler().size() > 1) {
                    int index = Integer.parseInt(place.handler().getFirst());
                    ObjectValue group = (ObjectValue) editor.items(path).get(index);
                    if (group.member("hooks").equals(Optional.of(JsonValue.of(List.of())))) {
                        editor.removeBelow(path, place.handler().subList(0, 1));
                    }
                }
            }
            removeEmpty(path, editor, before);
        }
    }

    /**
     * An MCP server of our own. Members that somebody added to it stay.
     *
     * @param path of its object
     */
    record Server(List<String> path, ObjectValue server) implements JsonPart {
        private boolean isOurs(JsonEditor editor) throws BrokenSettingsException {
            Optional<JsonValue> there = editor.value(path);
            return there.isPresent() && OwnCommand.isServer(there.get());
        }

        @Override
        public Optional<String> put(JsonEditor editor) throws BrokenSettingsException {
            if (editor.value(path).isEmpty()) {
                editor.set(path, server);
            } else if (isOurs(editor)) {
                for (Map.Entry<String, JsonValue> member : server.members().entrySet()) {
                    editor.set(below(path, member.getKey()), member.getValue());
                }
            } else {
                return Optional.of(
                        "/" + String.join("/", path) + " is set by somebody else and stays as it is; remove it"
                                + " first, if Candor may take its place");
            }
            return Optional.empty();
        }

        @Override
        public void take(JsonEditor editor, JsonEditor before) throws BrokenSettingsException {
            if (!isOurs(editor)) {
                return;
            }
            if (before.value(path).isEmpty()) {
                editor.remove(path);
                removeEmpty(path.subList(0, path.size() - 1), editor, before);
                return;
            }
            for (String name : server.members().keySet()) {
                List<String> member = below(path, name);
                if (editor.value(member).isPresent()) {
                    restore(member, editor, before);
                }
            }
        }
    }

    /** A member that the file needs, whose value somebody may have chosen. */
    record Needed(List<String> path, JsonValue value) implements JsonPart {
        @Override
        public Optional<String> put(JsonEditor editor) throws BrokenSettingsException {
            if (editor.value(path).isEmpty()) {
                editor.set(path, value);
            }
            return Optional.empty();
        }

        @Override
        public void take(JsonEditor editor, JsonEditor before) throws BrokenSettingsException {
            if (before.value(path).isEmpty() && editor.value(path).equals(Optional.of(value))) {
                editor.remove(path);
            }
        }
    }

    /**
     * The settings of an agent's own telemetry, which go to one place only.
     *
     * @param parent the object that holds them
     * @param flag the member that switches it on
     * @param address the member that says where to
     * @param values what must stand there, by member
     * @param defaults what is set where nothing is
     */
    record Telemetry(
            List<String> parent,
            String flag,
            String address,
            Map<String, JsonValue> values,
            Map<String, JsonValue> defaults)
            implements JsonPart {
        private boolean isOurs(JsonEditor editor) throws BrokenSettingsException {
            return editor.value(below(parent, address)).orElse(JsonValue.of(false)) instanceof StringValue text
                    && OwnCommand.isEndpoint(text.text());
        }

        @Override
        public Optional<String> put(JsonEditor editor) throws BrokenSettingsException {
            Optional<JsonValue> on = editor.value(below(parent, flag));
            if (on.isPresent() && on.equals(Optional.ofNullable(values.get(flag))) && !isOurs(editor)) {
                return Optional.of(
                        "/" + String.join("/", parent) + " sends the agent's telemetry elsewhere already, which"
                                + " stays as it is; hooks work beside it");
            }
            for (Map.Entry<String, JsonValue> member : values.entrySet()) {
                editor.set(below(parent, member.getKey()), member.getValue());
            }
            for (Map.Entry<String, JsonValue> member : defaults.entrySet()) {
                if (editor.value(below(parent, member.getKey())).isEmpty()) {
                    editor.set(below(parent, member.getKey()), member.getValue());
                }
            }
            return Optional.empty();
        }

        @Override
        public void take(JsonEditor editor, JsonEditor before) throws BrokenSettingsException {
            if (!isOurs(editor)) {
                return;
            }
            List<String> names = new ArrayList<>(values.keySet());
            names.addAll(defaults.keySet());
            for (String name : names.reversed()) {
                List<String> path = below(parent, name);
                Optional<JsonValue> there = editor.value(path);
                boolean isOurs = there.equals(Optional.ofNullable(values.getOrDefault(name, defaults.get(name))))
                        || (there.orElse(JsonValue.of(false)) instanceof StringValue text
                                && (OwnCommand.isEndpoint(text.text()) || OwnCommand.hasBearer(text.text())));
                if (there.isPresent() && isOurs) {
                    restore(path, editor, before);
                }
            }
            removeEmpty(parent, editor, before);
        }
    }
}
