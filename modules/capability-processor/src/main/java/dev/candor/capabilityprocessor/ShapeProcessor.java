package dev.candor.capabilityprocessor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/** Writes a class {@code <Record>Shape} for each record that is marked as arguments or as a result. */
@SupportedAnnotationTypes({ShapeProcessor.ARGUMENTS, ShapeProcessor.RESULT})
public final class ShapeProcessor extends AbstractProcessor {
    static final String ANNOTATIONS = "dev.candor.foundation.capability.Schema.";
    static final String ARGUMENTS = ANNOTATIONS + "Arguments";
    static final String RESULT = ANNOTATIONS + "Result";

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            for (Element marked : round.getElementsAnnotatedWith(annotation)) {
                try {
                    write(ShapeSource.of((TypeElement) marked), marked);
                } catch (IllegalArgumentException e) {
                    processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, e.getMessage(), marked);
                }
            }
        }
        return false;
    }

    private void write(ShapeSource shape, Element marked) {
        try (Writer file = processingEnv
                .getFiler()
                .createSourceFile(shape.qualifiedName(), marked)
                .openWriter()) {
            file.write(shape.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
