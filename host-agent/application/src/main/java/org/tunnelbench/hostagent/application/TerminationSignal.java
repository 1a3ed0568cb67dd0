package org.tunnelbench.hostagent.application;

import java.lang.reflect.Proxy;

/**
 * SIGTERM while the process ends already, which the JVM itself lets pass.
 *
 * <p>By reflection: {@code sun.misc.Signal} is the one way to it, exported by the module {@code
 * jdk.unsupported}, and compilers warn of its name.
 */
final class TerminationSignal {
  private static final System.Logger LOG = System.getLogger(TerminationSignal.class.getName());

  private TerminationSignal() {}

  /** Has something done when the signal comes next; where that cannot be, it goes on as it does. */
  static void next(Runnable work) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handling =
          Proxy.newProxyInstance(
              TerminationSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                work.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("TERM"), handling);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.log(System.Logger.Level.DEBUG, "a second SIGTERM is not heard", e);
    }
  }
}
