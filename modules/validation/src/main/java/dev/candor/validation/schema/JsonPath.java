package dev.candor.validation.schema;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Where in a row the checker is. */
public final class JsonPath {
    private final Deque<Object> steps = new ArrayDeque<>();

    void clear() {
        steps.clear();
    }

    void enter(String name) {
        steps.addLast(name);
    }

    void enter(int index) {
        steps.addLast(index);
    }

    void leave() {
        steps.removeLast();
    }

    /** As RFC 6901 writes it. */
    String pointer() {
        StringBuilder pointer = new StringBuilder();
        Iterator<Object> step = steps.iterator();
        while (step.hasNext()) {
            pointer.append('/').append(escaped(step.next().toString()));
        }
        return pointer.toString();
    }

    /** A name as a step of a pointer. */
    public static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** As the subject of a sentence. */
    String subject() {
        return Sentences.subject(pointer());
    }
}
