package dev.candor.config;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** A YAML text as the sequence of what a parser meets: keys, values, anchors, styles, but no comments or white space. */
record YamlEvents(List<String> events) {
    YamlEvents {
        events = List.copyOf(events);
    }

    /** The events of a text that is known to be YAML. */
    static YamlEvents of(String text) throws YAMLException {
        ParserImpl parser = new ParserImpl(new StreamReader(text), ConfigTree.options());
        List<String> events = new ArrayList<>();
        for (Event event = parser.getEvent(); event != null; event = parser.getEvent()) {
            events.add(event.toString());
        }
        return new YamlEvents(events);
    }

    /** The events of a document, without those around a stream. */
    static YamlEvents ofDocument(String text) {
        return of(text).inner();
    }

    /** The events of one value. */
    static YamlEvents ofValue(String text) {
        return ofDocument(text).inner();
    }

    /** The events of the entries of one mapping. */
    static YamlEvents ofEntries(String text) {
        return ofValue(text).inner();
    }

    private YamlEvents inner() {
        return new YamlEvents(events.subList(1, events.size() - 1));
    }

    /** Whether these events become the others by putting some in the place of so many, at one place. */
    boolean become(YamlEvents others, int removed, YamlEvents put) {
        List<String> before = events;
        List<String> after = others.events;
        if (after.size() != before.size() - removed + put.events.size()) {
            return false;
        }
        int same = 0;
        while (same < Math.min(before.size(), after.size()) && before.get(same).equals(after.get(same))) {
            same++;
        }
        int sameBehind = 0;
        while (sameBehind < Math.min(before.size(), after.size())
                && before.get(before.size() - 1 - sameBehind).equals(after.get(after.size() - 1 - sameBehind))) {
            sameBehind++;
        }
        for (int at = Math.max(0, before.size() - removed - sameBehind);
                at <= Math.min(same, before.size() - removed);
                at++) {
            if (after.subList(at, at + put.events.size()).equals(put.events)) {
                return true;
            }
        }
        return false;
    }
}
