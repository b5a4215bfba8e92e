package dev.candor.app.tools;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import java.util.function.Supplier;

/**
 * A capability that is made when it is first called.
 *
 * @param maker asked once
 */
public record Offer(Declaration<?, ?> declaration, Supplier<Capability<?, ?>> maker) {
    /** One that is there. */
    public static Offer of(Capability<?, ?> capability) {
        return new Offer(capability.declaration(), () -> capability);
    }
}
