package org.conntorture.support;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.conntorture.plan.Disturbance;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Role;
import org.conntorture.plan.Target;

/** A target: a subject, the tester's own echo server, required and left alone, but for what a test says. */
public final class TargetSketch {
    private final String name;
    public Role role = Role.SUBJECT;
    public Origin origin = new Origin.Builtin("echo", List.of());
    public boolean optional;
    public Map<String, String> requires = Map.of();
    public String undisturbed;
    public Disturbance disturbance;

    public TargetSketch(String name) {
        this.name = name;
    }

    public static Target of(String name) {
        return new TargetSketch(name).build();
    }

    public static Target of(String name, Consumer<TargetSketch> change) {
        TargetSketch sketch = new TargetSketch(name);
        change.accept(sketch);
        return sketch.build();
    }

    public static Target at(String name, InetSocketAddress address) {
        return of(name, one -> one.origin = new Origin.Address(address));
    }

    public Target build() {
        return new Target(name, role, origin, optional, requires, undisturbed, disturbance);
    }
}
