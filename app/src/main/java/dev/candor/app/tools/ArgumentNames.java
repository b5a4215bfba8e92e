package dev.candor.app.tools;

import dev.candor.foundation.capability.Declaration;

/** How a door calls an argument, for sentences about it. */
public interface ArgumentNames {
    /** What stands for an argument in a sentence: {@code the flag --limit}. */
    String of(String argument);

    /** A sentence of a capability, which has its arguments in braces, with their bare names: {@code say --ids or --all}. */
    default String in(String sentence, Declaration<?, ?> declaration) {
        String said = sentence;
        if (said.contains("{")) {
            for (String argument : declaration
                    .arguments()
                    .schema()
                    .object("properties")
                    .members()
                    .keySet()) {
                said = said.replace("{" + argument + "}", of(argument).replaceFirst("^the flag ", ""));
            }
        }
        return said;
    }

    /** Arguments are members of a JSON object: {@code limit}. No constant of the interface: lambdas start faster so. */
    enum InJson implements ArgumentNames {
        MEMBERS;

        @Override
        public String of(String argument) {
            return argument;
        }
    }
}
