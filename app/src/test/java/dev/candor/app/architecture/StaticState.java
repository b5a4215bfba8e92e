package dev.candor.app.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.ref.Reference;
import java.nio.Buffer;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.BitSet;
import java.util.Collection;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;

/** Tells, as far as the class files can, whether a static field is a constant or state that everybody shares. */
final class StaticState {
    private static final List<Class<?>> HOLDERS = List.of(
            AbstractCollection.class,
            AbstractMap.class,
            ConcurrentMap.class,
            Queue.class,
            Dictionary.class,
            BitSet.class,
            Buffer.class,
            Appendable.class,
            Reference.class,
            ThreadLocal.class);

    /** POSIX gives locks on a file to a process as a whole, so which files are held is known to the process only. */
    private static final Set<String> BELONGS_TO_THE_PROCESS = Set.of("dev.candor.foundation.files.LineFile.HELD");

    private StaticState() {}

    static ArchCondition<JavaField> beConstant() {
        return new ArchCondition<>("be constant") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                String flaw = flaw(field);
                events.add(new SimpleConditionEvent(field, flaw.isEmpty(), field.getDescription() + " " + flaw));
            }
        };
    }

    private static String flaw(JavaField field) {
        JavaClass type = field.getRawType();
        if (BELONGS_TO_THE_PROCESS.contains(field.getFullName())) {
            return "";
        }
        if (!has(field, JavaModifier.FINAL)) {
            return "is not final";
        }
        if (type.isArray()) {
            // a private array is read as a table of constants; nobody outside its class can write to it
            return has(field, JavaModifier.PRIVATE) ? "" : "is an array that others can write to";
        }
        if (HOLDERS.stream().anyMatch(type::isAssignableTo)
                || type.getPackageName().equals("java.util.concurrent.atomic")) {
            return "holds what can change: " + type.getName();
        }
        if (hasChangingFields(type)) {
            return "holds an object with fields that can change: " + type.getName();
        }
        if (isCollection(type) && buildsChangingCollections(field.getOwner())) {
            return "may hold the collection that the static initializer builds: build it in a method, return a copy";
        }
        return "";
    }

    private static boolean has(JavaField field, JavaModifier modifier) {
        return field.getModifiers().contains(modifier);
    }

    private static boolean isCollection(JavaClass type) {
        return type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
    }

    /** Looks into our own classes only: the others are judged by the list above. */
    private static boolean hasChangingFields(JavaClass type) {
        return type.getAllFields().stream()
                .filter(inner -> inner.getOwner().getPackageName().startsWith("dev.candor."))
                .anyMatch(inner -> !has(inner, JavaModifier.STATIC) && !has(inner, JavaModifier.FINAL));
    }

    private static boolean buildsChangingCollections(JavaClass owner) {
        return owner.getStaticInitializer().stream()
                .map(JavaStaticInitializer::getAccessesFromSelf)
                .flatMap(Collection::stream)
                .filter(access -> !access.isDeclaredInLambda())
                .anyMatch(StaticState::makesAChangingCollection);
    }

    private static boolean makesAChangingCollection(JavaAccess<?> access) {
        JavaClass made = access.getTargetOwner();
        boolean constructed = access.getName().equals("<init>") && isCollection(made);
        boolean viewed = access.getName().matches("newKeySet|synchronized(Collection|List|Map|Set)");
        return constructed || viewed;
    }
}
