package org.conntorture.signal;

import java.lang.reflect.Proxy;

/**
 * Runs something when the process gets a signal; the servers and the tester set it up on the main thread. By reflection, as
 * the compiler warns of sun.misc.Signal whatever it is told, and the build takes no warnings; there is no other way.
 */
public final class Signals {
    private Signals() {}

    /** Takes a signal over from the JVM: {@code name} is without SIG; {@code action} runs on a thread of its own. */
    public static void on(String name, Runnable action) {
        handle(
                name,
                handlerType -> Proxy.newProxyInstance(
                        Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                            action.run();
                            return null;
                        }));
    }

    /** Lets nothing happen at it, in the processes started from now on neither. */
    public static void ignore(String name) {
        handle(name, handlerType -> handlerType.getField("SIG_IGN").get(null));
    }

    private interface Handler {
        Object of(Class<?> handlerType) throws ReflectiveOperationException;
    }

    private static void handle(String name, Handler handler) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler.of(handlerType));
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(
                    "this Java runtime cannot handle signals: it needs the module jdk.unsupported", failure);
        }
    }
}
