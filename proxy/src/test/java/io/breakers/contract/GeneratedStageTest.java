package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class GeneratedStageTest extends StageContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.GENERATED;
    }
}
