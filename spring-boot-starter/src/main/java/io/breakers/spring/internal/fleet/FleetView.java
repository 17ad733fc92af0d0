package io.breakers.spring.internal.fleet;

import java.util.Map;

/** A fleet as the endpoint shows it. It knows nothing of the module, which need not be there. */
public interface FleetView {
    /** What JSON knows: whether it is connected, and its members. */
    Map<String, Object> read();
}
