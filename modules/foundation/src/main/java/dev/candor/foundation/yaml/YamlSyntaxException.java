package dev.candor.foundation.yaml;

import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** A text is no YAML that Candor reads. The message says what is wrong, with line and column where that is known. */
public final class YamlSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    YamlSyntaxException(String sentence) {
        super(sentence);
    }

    static YamlSyntaxException at(Optional<Mark> mark, String sentence) {
        return new YamlSyntaxException(mark.map(YamlSyntaxException::place).orElse("") + sentence);
    }

    static YamlSyntaxException of(YAMLException e) {
        if (e instanceof MarkedYAMLException marked) {
            String context = marked.getContext() == null ? "" : marked.getContext() + ", ";
            return at(Optional.ofNullable(marked.getProblemMark()), context + marked.getProblem());
        }
        if (e.getCause() instanceof CharacterCodingException) {
            return new YamlSyntaxException("the text is not valid UTF-8");
        }
        return new YamlSyntaxException(
                String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }

    private static String place(Mark mark) {
        return "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ";
    }

    /** What is wrong, without a full stop. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
