package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class JdkStageRelayTest extends StageRelayContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.JDK;
    }
}
