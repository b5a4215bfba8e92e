package dev.candor.app.tools;

/** How a door calls an argument, for sentences about it. */
public interface ArgumentNames {
    /** Arguments are members of a JSON object: {@code limit}. */
    ArgumentNames MEMBERS = argument -> argument;

    /** What stands for an argument in a sentence: {@code the flag --limit}. */
    String of(String argument);
}
