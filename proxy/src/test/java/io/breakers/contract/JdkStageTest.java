package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class JdkStageTest extends StageContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.JDK;
    }
}
