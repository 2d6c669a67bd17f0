# Remaining life of C-MAPSS engines as a user of scikit-learn finds it: of each sensor the last value,
# and the mean and slope over 30 flights, after a scaling by operating regime; boosted trees, whose size
# and step cross-validation over the training engines chooses. Prints the RMSE of the last flights of the
# test engines, life capped at 125.
#
#   python3 cmapss.py FOLDER FD001 REGIMES SEED
import gzip
import os
import sys

import numpy as np
from sklearn.cluster import KMeans
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.model_selection import GridSearchCV, GroupKFold

folder, subset, regimes, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
CAP, LENGTH = 125, 30


def table(name):
    path = os.path.join(folder, f"{name}_{subset}.txt")
    opened = open(path) if os.path.exists(path) else gzip.open(path + ".gz", "rt")
    with opened as lines:
        return np.loadtxt(lines)


def features(rows):
    """Rows of one engine in order: cycle and scaled sensors to features of each flight."""
    cycles, sensors = rows[:, :1], rows[:, 1:]
    out = np.empty((len(rows), 1 + 3 * sensors.shape[1]))
    for t in range(len(rows)):
        window = sensors[max(0, t + 1 - LENGTH):t + 1]
        steps = np.arange(len(window)) - (len(window) - 1) / 2
        slope = steps @ window / max(1.0, steps @ steps)
        out[t] = np.concatenate([cycles[t], sensors[t], window.mean(axis=0), slope])
    return out


train, test = table("train"), table("test")
clusters = KMeans(regimes, n_init=10, random_state=seed).fit(train[:, 2:5])
of_train, of_test = clusters.predict(train[:, 2:5]), clusters.predict(test[:, 2:5])
scaled_train, scaled_test = train[:, 5:26].copy(), test[:, 5:26].copy()
for regime in range(regimes):
    mean = train[of_train == regime, 5:26].mean(axis=0)
    deviation = train[of_train == regime, 5:26].std(axis=0)
    deviation[deviation < 1e-9] = 1
    scaled_train[of_train == regime] = (scaled_train[of_train == regime] - mean) / deviation
    scaled_test[of_test == regime] = (scaled_test[of_test == regime] - mean) / deviation
varies = scaled_train.std(axis=0) > 1e-6
train_rows = np.column_stack([train[:, 1], scaled_train[:, varies]])
test_rows = np.column_stack([test[:, 1], scaled_test[:, varies]])

engines = np.unique(train[:, 0])
inputs = np.concatenate([features(train_rows[train[:, 0] == e]) for e in engines])
life = np.concatenate([train[train[:, 0] == e, 1].max() - train[train[:, 0] == e, 1] for e in engines])
groups = np.concatenate([train[train[:, 0] == e, 0] for e in engines])
search = GridSearchCV(
    HistGradientBoostingRegressor(random_state=seed, early_stopping=False),
    {"max_iter": [100, 300], "learning_rate": [0.03, 0.1]},
    scoring="neg_root_mean_squared_error",
    cv=GroupKFold(5))
search.fit(inputs, np.minimum(life, CAP), groups=groups)
last = np.array([features(test_rows[test[:, 0] == e])[-1] for e in np.unique(test[:, 0])])
truth = np.minimum(table("RUL").ravel(), CAP)
print(np.sqrt(np.mean((search.predict(last) - truth) ** 2)))
