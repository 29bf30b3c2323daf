"""Which tests, certificates and orders a product line has, each counted as what it belongs to, from a dated log.

Between what can be made and what is bought stand the tests: of people, of firms, of products, and of a product with
one buyer. The ladder of substitution takes a share that passes as an assumption. Here stands what the records say: how
many passed each step, how far each line has come, and who works with it.
"""

from p3dn.analysis.readiness.funnel import funnel, headline_funnel
from p3dn.analysis.readiness.lines import headline_readiness, readiness
from p3dn.analysis.readiness.partners import partnerships_by_line

__all__ = ["funnel", "headline_funnel", "headline_readiness", "partnerships_by_line", "readiness"]
