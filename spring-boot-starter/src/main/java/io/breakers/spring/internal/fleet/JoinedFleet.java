package io.breakers.spring.internal.fleet;

import io.breakers.fleet.Fleet;
import io.breakers.fleet.Member;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows a fleet and its members. */
public final class JoinedFleet implements FleetView {
    private final Fleet fleet;

    public JoinedFleet(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public Map<String, Object> read() {
        var view = new LinkedHashMap<String, Object>();
        view.put("connected", fleet.connected());
        view.put("members", fleet.members().stream().map(JoinedFleet::of).toList());
        return view;
    }

    private static Map<String, Object> of(Member member) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", member.id());
        view.put("sinceSeconds", member.since().toMillis() / 1_000.0);
        view.put("document", member.document());
        view.put("refused", member.refused());
        view.put("open", member.open());
        return view;
    }
}
