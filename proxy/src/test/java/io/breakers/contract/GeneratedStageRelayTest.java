package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class GeneratedStageRelayTest extends StageRelayContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.GENERATED;
    }
}
