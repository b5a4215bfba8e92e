package dev.candor.app.tools;

import dev.candor.foundation.capability.ToolException;

/** Hears how calls of tools ended. */
public interface CallObserver {
    void succeeded(String tool);

    void failed(String tool, ToolException.Kind kind);

    /** One that does not care. */
    static CallObserver none() {
        return new CallObserver() {
            @Override
            public void succeeded(String tool) {}

            @Override
            public void failed(String tool, ToolException.Kind kind) {}
        };
    }
}
