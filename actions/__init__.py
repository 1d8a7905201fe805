"""What is done with an understood message: an action per ``action_*.py`` and ``validate_*.py``, named as in the domain.

They share, by what it is about:

a message
    ``_turn``, ``_choices``, ``_rerouting`` (served by another action than it was taken for), ``_money_matters``,
    ``_retractions``, ``_asking_back``, ``_words``, ``_common_words``, ``_counts``, ``_days_ahead``, ``_addresses``,
    ``_names_and_places``, and what words mean whatever they sound like: ``_words_of_contracts``, ``_words_of_lines``,
    ``_words_of_money``, ``_words_of_outages``, ``_words_of_people``, ``_words_of_readings``,
    ``_words_of_returns``, ``_words_of_terms``, ``_words_of_time``
an answer
    ``_matters`` (which action serves what), ``_matter_action``, ``_customer_action``, ``_selection``, ``_details``,
    ``_taking``, ``_forms``, ``_buttons``, ``_names``, ``_files``, ``_charts``
an errand
    ``_errand``, ``_steps``, ``_topics``, ``_drafts``, ``_hearing``, ``_hindrances``, ``_asking_again``, ``_set_aside``,
    ``_progress``
records
    ``_backend``, ``_records``, and by subject: ``_assortment``, ``_billed_use``, ``_bills``, ``_callback_times``,
    ``_callbacks``, ``_complaints``, ``_consumption``, ``_contact``, ``_contracts``, ``_credits``, ``_device_checks``,
    ``_goods``, ``_hazards``, ``_installments``, ``_last_bill``, ``_leaving``, ``_moving``, ``_notifications``,
    ``_offers``, ``_offer_chart``, ``_order_changes``, ``_order_steps``, ``_order_track``, ``_ordering``, ``_orders``,
    ``_other_firms``, ``_papers``, ``_papers_waited_for``, ``_payment_plans``, ``_photos``, ``_products``,
    ``_switches``, ``_switch_track``, ``_switch_ways``
"""
